// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.planning;

import dev.headroom.scaler.cycle.RoundListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;

/**
 * Steps that do not wait for the end of a round of planning: a round of a thousand workloads takes a third of a second, and on a machine
 * that is overbooked several. Added from any thread, done on the planning thread, between two turns or after the round.
 */
public final class UrgentSteps {
    private static final Logger LOG = Logger.getLogger(UrgentSteps.class);

    private final InstantSource clock;
    private final Queue<RoundListener> waiting = new ConcurrentLinkedQueue<>();

    /**
     * Nothing waits.
     *
     * @param clock whose instants the steps get
     */
    public UrgentSteps(InstantSource clock) {
        this.clock = clock;
    }

    /** The current instant. */
    Instant now() {
        return clock.instant();
    }

    void add(RoundListener step) {
        waiting.add(step);
    }

    /** Runs the waiting steps in their order; steps that arrive meanwhile wait for the next time. On the planning thread. */
    public void run() {
        for (int left = waiting.size(); left > 0; left--) {
            Optional.ofNullable(waiting.poll()).ifPresent(step -> run(step, now()));
        }
    }

    /** A step that throws is not the last. */
    static void run(RoundListener step, Instant now) {
        try {
            step.roundOver(now);
        } catch (RuntimeException e) {
            LOG.errorf(e, "round failed step=%s", step.getClass().getSimpleName());
        }
    }
}
