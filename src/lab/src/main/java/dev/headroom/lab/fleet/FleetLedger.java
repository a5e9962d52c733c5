// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a fleet has cost and done, exact to the event. Spans are in seconds since the episode's start, both ends finite and not beyond
 * the present.
 */
public final class FleetLedger {
    /**
     * A change of the replicas that there shall be.
     *
     * @param atSeconds when
     * @param before it
     * @param after it
     */
    public record ScaleEvent(double atSeconds, int before, int after) {}

    private final List<Pod> pods;
    private final int gpus;
    private final List<PodLife> gone = new ArrayList<>();
    private final List<ScaleEvent> events = new ArrayList<>();

    /** Looks at the fleet's own list of pods, from which it takes those that are gone. */
    FleetLedger(List<Pod> pods, int gpus) {
        this.pods = pods;
        this.gpus = gpus;
    }

    /** Seconds of node that were paid for, summed over pods: starting and draining included. */
    public double nodeSeconds(double from, double to) {
        return summed(life -> life.nodeSeconds(from, to));
    }

    /** Seconds of GPU that were paid for: node seconds times the GPUs of a replica. */
    public double gpuSeconds(double from, double to) {
        return gpus * nodeSeconds(from, to);
    }

    /** Seconds of node that were paid for before a pod took requests. */
    public double startSeconds(double from, double to) {
        return summed(life -> life.startSeconds(from, to));
    }

    /** Seconds of node that pods only finished what they had. */
    public double drainSeconds(double from, double to) {
        return summed(life -> life.drainSeconds(from, to));
    }

    /** The replicas that there should be, in the mean over time; {@code from} is before {@code to}. */
    public double meanReplicas(double from, double to) {
        if (!(from < to)) {
            throw new IllegalArgumentException("a mean over time needs from < to, was " + from + " to " + to);
        }
        double replicaSeconds = 0;
        int replicas = 0;
        double since = from;
        for (ScaleEvent event : events) {
            double at = Math.min(to, Math.max(from, event.atSeconds()));
            replicaSeconds += replicas * (at - since);
            since = at;
            replicas = event.after();
        }
        return (replicaSeconds + replicas * (to - since)) / (to - from);
    }

    /** Every change of the replicas that there shall be, in order; the start is the first. */
    public List<ScaleEvent> scaleEvents() {
        return List.copyOf(events);
    }

    /** The lives of all pods there ever were; the order says nothing. */
    public Stream<PodLife> lives() {
        return Stream.concat(gone.stream(), pods.stream().map(Pod::life));
    }

    void scaled(double now, int before, int after) {
        events.add(new ScaleEvent(now, before, after));
    }

    /** Takes the pods that are gone out of the fleet's list. */
    void close() {
        pods.removeIf(pod -> {
            boolean leaves = pod.phase() == PodPhase.GONE;
            if (leaves) {
                gone.add(pod.life());
            }
            return leaves;
        });
    }

    private double summed(ToDoubleFunction<PodLife> seconds) {
        double sum = 0;
        for (PodLife life : gone) {
            sum += seconds.applyAsDouble(life);
        }
        for (Pod pod : pods) {
            sum += seconds.applyAsDouble(pod.life());
        }
        return sum;
    }
}
