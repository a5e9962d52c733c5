// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.window.EndedRequests;
import dev.headroom.telemetry.window.Measure;
import dev.headroom.telemetry.window.Stretch;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The windows of all workloads, and the snapshots read from them. One thread absorbs, any number read; each window is its own
 * lock, held for the microseconds that one observation or one reading takes.
 */
public final class WorkloadWindows implements Snapshots {
    private final Map<WorkloadKey, WorkloadWindow> windows = new ConcurrentHashMap<>();
    private final FeedWatch feed;
    private final SnapshotSettings settings;

    public WorkloadWindows(FeedWatch feed, SnapshotSettings settings) {
        this.feed = feed;
        this.settings = settings;
    }

    /** Takes in one accepted observation. */
    public void absorb(WorkloadKey workload, Optional<String> replica, RequestObservation observation) {
        WorkloadWindow window = windowOf(workload);
        synchronized (window) {
            window.absorb(replica, observation);
        }
    }

    /** Takes in what one of a workload's servers showed. */
    public void absorb(WorkloadKey workload, String replica, ServerReading reading) {
        WorkloadWindow window = windowOf(workload);
        synchronized (window) {
            window.absorb(replica, reading);
        }
    }

    /**
     * Forgets the windows of workloads that nobody claims any more.
     *
     * @param isClaimed asked for each workload; true from before its first observation is absorbed
     */
    public void keepOnly(Predicate<WorkloadKey> isClaimed) {
        windows.keySet().removeIf(isClaimed.negate());
    }

    @Override
    public WorkloadSnapshot readAt(WorkloadKey workload, Instant now) {
        StateOfTelemetry state = new StateOfTelemetry(feed.status(), settings, now);
        WorkloadWindow window = windows.get(workload);
        if (window == null) {
            return read(workload, new WorkloadWindow(), state, now);
        }
        synchronized (window) {
            return read(workload, window, state, now);
        }
    }

    private WorkloadWindow windowOf(WorkloadKey workload) {
        return windows.computeIfAbsent(workload, absent -> new WorkloadWindow());
    }

    private WorkloadSnapshot read(WorkloadKey workload, WorkloadWindow window, StateOfTelemetry state, Instant now) {
        ArrivalView arrivals = ArrivalView.of(window, now, settings);
        return new WorkloadSnapshot(
                workload,
                now,
                state.of(window, arrivals),
                arrivals.rate(),
                arrivals.rate().flatMap(rate -> ArrivalInterval.rateBefore(window, rate)),
                readingOf(window.lastAtLeast(settings.nowSpan(), settings.nowRequests(), now)),
                readingOf(window.whole(now)),
                window.replicasWithin(settings.nowSpan(), now));
    }

    private static Reading readingOf(Stretch stretch) {
        EndedRequests requests = stretch.requests();
        return new Reading(
                stretch.from(),
                stretch.to(),
                requests.completed(),
                requests.spoilt(),
                distributionOf(requests, Measure.INPUT_TOKENS),
                distributionOf(requests, Measure.OUTPUT_TOKENS),
                distributionOf(requests, Measure.TIME_TO_FIRST_TOKEN),
                distributionOf(requests, Measure.INTER_TOKEN_LATENCY),
                distributionOf(requests, Measure.END_TO_END));
    }

    private static Distribution distributionOf(EndedRequests requests, Measure measure) {
        return new SketchedDistribution(requests.sketchOf(measure));
    }
}
