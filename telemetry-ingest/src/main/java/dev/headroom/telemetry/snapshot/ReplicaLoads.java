// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.EngineTrack;
import dev.headroom.telemetry.window.Gauge;
import dev.headroom.telemetry.window.ReplicaPane;
import dev.headroom.telemetry.window.ReplicaPanes;
import dev.headroom.telemetry.window.ServerSample;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * The load of each replica within the newest complete stretches.
 *
 * <p>A request's ITL is a mean over the time in which it was decoded. The stretch in which it ended may be only the last moment of that
 * time. So the load beside it is a mean over that same time, in which each request's time counts. It is n = Σ w·n(t) / Σ w, with w how long
 * the stretch's requests were decoded within the 10 s around t. As tokens come at the rate 1 / step(n), the mean ITL of requests, their
 * decoding's time over their tokens, is the harmonic mean of step(n(t)) with just these weights. Load and speed of one stretch so belong
 * together however load changes meanwhile. See the design page "what one replica did".
 */
final class ReplicaLoads {
    /** Stretches that are returned at once: a caller every 10 s that misses two turns misses nothing. */
    private static final int STRETCHES = 4;

    private static final Duration STRETCH = Duration.ofMillis(ReplicaPanes.PANE_MILLIS);

    /** From the broker to here, and a poll; beyond the wait of exports. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(3);

    /** Where scrapes show less of the time, the load in the rest is not known. */
    private static final double ENOUGH_SHOWN = 0.5;

    private static final double PANE_MILLIS = ReplicaPanes.PANE_MILLIS;

    private final WorkloadWindow window;
    private final double cachedShare;
    private final Map<String, List<Engine>> engines = new HashMap<>();

    /**
     * Reads the existing engines.
     *
     * @param cachedShare share of prompt tokens that came from a cache, for requests without that figure; 0 to 1
     */
    ReplicaLoads(WorkloadWindow window, double cachedShare) {
        this.window = window;
        this.cachedShare = cachedShare;
        for (EngineTrack track : window.servers().all()) {
            engines.computeIfAbsent(track.replica(), absent -> new ArrayList<>())
                    .add(Engine.of(track));
        }
    }

    /** Oldest stretch first, then by name. */
    List<ReplicaLoad> at(Instant now, SnapshotSettings settings) {
        TreeSet<String> replicas = new TreeSet<>(engines.keySet());
        replicas.addAll(window.replicaPanes().replicas());
        long end = ReplicaPanes.numberAt(now.minus(settings.exportDelay()).minus(ON_THE_WAY));
        List<ReplicaLoad> loads = new ArrayList<>();
        for (long number = end - STRETCHES; number < end; number++) {
            Instant from = Instant.ofEpochMilli(number * ReplicaPanes.PANE_MILLIS);
            for (String replica : replicas) {
                load(replica, from).ifPresent(loads::add);
            }
        }
        return List.copyOf(loads);
    }

    private Optional<ReplicaLoad> load(String replica, Instant from) {
        Optional<ReplicaPane> pane = window.replicaPanes().paneOf(replica, from);
        ReplicaLoad.Occupancy occupancy = new ReplicaLoad.Occupancy(
                meanOf(replica, from, pane, Gauge.RUNNING),
                meanOf(replica, from, pane, Gauge.WAITING),
                meanOf(replica, from, pane, Gauge.KV_USAGE));
        boolean nothing = pane.isEmpty()
                && occupancy.running().isEmpty()
                && occupancy.waiting().isEmpty()
                && occupancy.kvUsage().isEmpty();
        return nothing
                ? Optional.empty()
                : Optional.of(new ReplicaLoad(
                        replica,
                        new Interval(from, from.plus(STRETCH)),
                        pane.map(this::requestsOf).orElse(new ReplicaLoad.Requests(0, 0, 0, 0)),
                        new ReplicaLoad.Latency(
                                pane.map(ReplicaPane::medianTimeToFirstToken).orElse(OptionalDouble.empty()),
                                pane.map(ReplicaPane::meanInterTokenLatency).orElse(OptionalDouble.empty())),
                        occupancy));
    }

    private ReplicaLoad.Requests requestsOf(ReplicaPane pane) {
        return new ReplicaLoad.Requests(
                pane.completed(),
                pane.meanInputTokens().orElse(0),
                pane.meanTokensToCompute(cachedShare).orElse(0),
                pane.meanOutputTokens().orElse(0));
    }

    /** Over the time in which the stretch's requests were decoded; without any, over the stretch. */
    private OptionalDouble meanOf(String replica, Instant from, Optional<ReplicaPane> pane, Gauge gauge) {
        long number = ReplicaPanes.numberAt(from);
        double sum = 0;
        double shown = 0;
        double all = 0;
        for (int before = 0; before < ReplicaPane.DECODING_PANES && pane.isPresent(); before++) {
            double weight = (double) pane.get().decodeMillis(before);
            OptionalDouble value = weight > 0 ? valueIn(replica, number - before, gauge) : OptionalDouble.empty();
            all += weight;
            if (value.isPresent()) {
                shown += weight;
                sum += weight * value.getAsDouble();
            }
        }
        if (all == 0) {
            return valueIn(replica, number, gauge);
        }
        return shown < ENOUGH_SHOWN * all ? OptionalDouble.empty() : OptionalDouble.of(sum / shown);
    }

    /** Of all a replica's engines that were there; sequences are added, shares of caches are averaged. */
    private OptionalDouble valueIn(String replica, long number, Gauge gauge) {
        double sum = 0;
        int there = 0;
        for (Engine engine : engines.getOrDefault(replica, List.of())) {
            long theirs = number - engine.panesBehind();
            if (engine.track().wasThereIn(theirs)) {
                OptionalDouble value = engine.track().meanIn(theirs, gauge);
                if (value.isEmpty()) {
                    return OptionalDouble.empty();
                }
                sum += value.getAsDouble();
                there++;
            }
        }
        if (there == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(gauge == Gauge.KV_USAGE ? sum / there : sum);
    }

    /**
     * An engine, and by how many panes the scraper's clock is behind ours.
     *
     * @param panesBehind 0 where that is not known or does not matter
     */
    private record Engine(EngineTrack track, long panesBehind) {
        static Engine of(EngineTrack track) {
            List<ServerSample> samples = track.samplesSince(Long.MIN_VALUE);
            return new Engine(track, Math.round((double) EngineClock.behindMillis(samples) / PANE_MILLIS));
        }
    }
}
