// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.wake;

import dev.headroom.benchmarks.report.Latencies;
import dev.headroom.benchmarks.traffic.BenchFleet;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** One replica of the service in one round: what it tells of the workload that is being woken. One thread. */
final class ServiceReplica implements AutoCloseable {
    private final Keda keda;
    private final Seen seen;
    private int workload;
    private long sentNanos;
    private boolean streamSpoke;
    private boolean answered;

    ServiceReplica(int port, BenchFleet fleet, boolean plans) {
        keda = new Keda(port, fleet);
        seen = new Seen(plans, new Latencies(), new Latencies());
    }

    void openStreams() {
        keda.openStreams();
    }

    boolean sleeps(int sleeper) {
        OptionalDouble replicas = keda.replicas(sleeper);
        return replicas.isPresent() && replicas.getAsDouble() == 0;
    }

    /** Fails when a stream has ended, or speaks of a workload for which nothing came. */
    void requireSilent(int sleeper) {
        keda.ended().ifPresent(why -> {
            throw new IllegalStateException("a push stream has ended, for " + why);
        });
        if (keda.activeAt(sleeper).isPresent()) {
            throw new IllegalStateException("workload " + sleeper + " was active before a request came for it");
        }
    }

    /** The event of a workload is sent now. */
    void begin(int sleeper, long nanos) {
        workload = sleeper;
        sentNanos = nanos;
        streamSpoke = false;
        answered = false;
    }

    /** Looks once; answers whether it has told in both ways. */
    boolean look() {
        OptionalLong active = keda.activeAt(workload);
        if (!streamSpoke && active.isPresent()) {
            seen.streams().add(active.getAsLong() - sentNanos);
            streamSpoke = true;
        }
        if (!answered && keda.replicas(workload).orElse(0) >= 1) {
            seen.answers().add(System.nanoTime() - sentNanos);
            answered = true;
        }
        return streamSpoke && answered;
    }

    Seen seen() {
        return seen;
    }

    @Override
    public void close() {
        keda.close();
    }
}
