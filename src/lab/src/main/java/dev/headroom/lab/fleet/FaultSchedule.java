// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** An episode's faults in order of time, and how many of them have struck. */
final class FaultSchedule {
    private final List<ClusterFault> faults;
    private final SplittableRandom chance;
    private final ArrayDeque<Double> stuckStartsToCome = new ArrayDeque<>();
    private int next;

    FaultSchedule(Faults faults) {
        this.faults = faults.faults();
        this.chance = new SplittableRandom(faults.seed());
    }

    /** When the next one strikes; infinite after the last. */
    double nextAt() {
        return next < faults.size() ? faults.get(next).atSeconds() : Double.POSITIVE_INFINITY;
    }

    void strikeDue(double now, Fleet fleet) {
        while (nextAt() <= now) {
            ClusterFault fault = faults.get(next);
            next++;
            fault.strike(fleet);
        }
    }

    /** Draws whom a fault strikes. */
    RandomGenerator chance() {
        return chance;
    }

    /** There was no start to get stuck, so the next one will. */
    void stickNext(double seconds) {
        stuckStartsToCome.add(seconds);
    }

    /** A pod begins its life, stuck if a fault waits for one. */
    void begins(Pod pod) {
        Double seconds = stuckStartsToCome.poll();
        if (seconds != null) {
            pod.stuckFor(seconds);
        }
    }
}
