// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.window.ArrivalPanes;
import dev.headroom.telemetry.window.EndedRequests;
import dev.headroom.telemetry.window.Intake;
import dev.headroom.telemetry.window.Measure;
import dev.headroom.telemetry.window.Stretch;
import dev.headroom.telemetry.window.WorkloadPane;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The windows of all workloads, and the snapshots read from them. One thread absorbs, any number read; each window is its own
 * lock, held for the microseconds that one observation or one reading takes.
 */
public final class WorkloadWindows implements Snapshots, Intake {
    private final Map<WorkloadKey, Kept> windows = new ConcurrentHashMap<>();
    private final FeedWatch feed;
    private final SnapshotSettings settings;

    private final ReplicaWatch replicas;
    private volatile Consumer<WorkloadKey> admitted = workload -> {};

    /**
     * The kept state of a workload.
     *
     * @param window locks both
     * @param flows the last flows of the window's servers
     */
    private record Kept(WorkloadWindow window, EngineFlows flows) {
        Kept() {
            this(new WorkloadWindow(), new EngineFlows());
        }
    }

    /**
     * Without any windows yet.
     *
     * @param feed how the feed of records is doing
     * @param replicas how many replicas there shall be
     * @param settings how snapshots are read
     */
    public WorkloadWindows(FeedWatch feed, ReplicaWatch replicas, SnapshotSettings settings) {
        this.feed = feed;
        this.replicas = replicas;
        this.settings = settings;
    }

    /**
     * Registers a listener for each workload with an admitted request: it may have no replicas.
     *
     * @param listener called on the thread that absorbs, so it must not wait
     */
    public void whenAdmitted(Consumer<WorkloadKey> listener) {
        admitted = listener;
    }

    @Override
    public void absorb(WorkloadKey workload, Optional<String> replica, RequestObservation observation) {
        WorkloadWindow window = windowOf(workload);
        synchronized (window) {
            window.absorb(replica, observation);
        }
        if (observation.phase() == Phase.ADMITTED) {
            admitted.accept(workload);
        }
    }

    @Override
    public void absorb(WorkloadKey workload, String replica, ServerReading reading, Instant readAt) {
        WorkloadWindow window = windowOf(workload);
        synchronized (window) {
            window.absorb(replica, reading, readAt);
        }
    }

    /** Takes in another process' pane of a workload, as {@link WorkloadWindow#merge} does. */
    public void merge(WorkloadKey workload, WorkloadPane pane) {
        WorkloadWindow window = windowOf(workload);
        synchronized (window) {
            window.merge(pane);
        }
        if (pane.tellsOfAdmissions()) {
            admitted.accept(workload);
        }
    }

    /**
     * Forgets the windows of workloads that no policy claims any more.
     *
     * @param isClaimed asked for each workload; true from before its first observation is absorbed
     */
    public void keepOnly(Predicate<WorkloadKey> isClaimed) {
        windows.keySet().removeIf(isClaimed.negate());
    }

    @Override
    public WorkloadSnapshot readAt(WorkloadKey workload, Instant now) {
        Optional<ReplicaWatch.Wanted> wanted = replicas.wantedOf(workload, now);
        StateOfTelemetry state = new StateOfTelemetry(feed.status(), settings, wanted, now);
        Kept kept = windows.get(workload);
        if (kept == null) {
            return read(workload, new Kept(), wanted, state);
        }
        synchronized (kept.window()) {
            return read(workload, kept, wanted, state);
        }
    }

    @Override
    public List<ReplicaLoad> replicaLoads(WorkloadKey workload, Instant now) {
        Kept kept = windows.get(workload);
        if (kept == null || !feed.status().caughtUp()) {
            return List.of();
        }
        WorkloadWindow window = kept.window();
        synchronized (window) {
            double cachedShare = new ServerView(window, kept.flows(), Optional.empty(), now, settings)
                    .cachedShare()
                    .orElse(0);
            return new ReplicaLoads(window, cachedShare).at(feed.status().endsReadUpTo(now), settings);
        }
    }

    @Override
    public Optional<ArrivalRate> settledRate(WorkloadKey workload, Interval interval, Instant now) {
        Kept kept = windows.get(workload);
        if (kept == null || !feed.status().caughtUp()) {
            return Optional.empty();
        }
        WorkloadWindow window = kept.window();
        synchronized (window) {
            ServerView servers = new ServerView(window, kept.flows(), Optional.empty(), now, settings);
            return SettledArrivals.within(
                    window, servers, interval, feed.status().readUpTo(now), settings);
        }
    }

    @Override
    public Optional<Reading> endedWithin(WorkloadKey workload, Duration least, int requests, Instant now) {
        Kept kept = windows.get(workload);
        if (kept == null || !feed.status().caughtUp()) {
            return Optional.empty();
        }
        WorkloadWindow window = kept.window();
        synchronized (window) {
            double cachedShare = new ServerView(window, kept.flows(), Optional.empty(), now, settings)
                    .cachedShare()
                    .orElse(0);
            return Optional.of(readingOf(window.lastAtLeast(least, requests, now), cachedShare));
        }
    }

    @Override
    public FirstTokens firstTokens(WorkloadKey workload) {
        Kept kept = windows.get(workload);
        if (kept == null || !feed.status().caughtUp()) {
            return FirstTokens.UNKNOWN;
        }
        WorkloadWindow window = kept.window();
        synchronized (window) {
            return new FirstTokens(window.firstEvent().orElse(Instant.MAX), window.firstTokens());
        }
    }

    private WorkloadWindow windowOf(WorkloadKey workload) {
        return windows.computeIfAbsent(workload, absent -> new Kept()).window();
    }

    private WorkloadSnapshot read(
            WorkloadKey workload, Kept kept, Optional<ReplicaWatch.Wanted> wanted, StateOfTelemetry state) {
        WorkloadWindow window = kept.window();
        Instant now = state.now();
        ServerView servers = new ServerView(window, kept.flows(), wanted, now, settings);
        servers.noteReplacements();
        ServerStatus status = servers.status();
        ArrivalView arrivals = state.arrivals(window, servers);
        double cachedShare = status.cachedShare().orElse(0);
        return new WorkloadSnapshot(
                workload,
                now,
                state.of(window, arrivals, servers, status),
                state.asFarAsRead(arrivals.rate()),
                state.asFarAsRead(arrivals.before()),
                readingOf(window.lastAtLeast(settings.nowSpan(), settings.nowRequests(), now), cachedShare),
                readingOf(window.whole(now), cachedShare),
                status,
                unfinishedAt(window, servers, now));
    }

    private static UnfinishedRequests unfinishedAt(WorkloadWindow window, ServerView servers, Instant now) {
        // The very first request has no other ends to be compared with; where servers are scraped, they show waiting
        // requests.
        boolean firstOfAll = !servers.isAlive() && window.arrivals().noneHasEnded();
        boolean known = window.arrivals().newestAdmission().isPresent()
                && (firstOfAll || window.arrivals().endsMatchAdmissions());
        if (!known) {
            return UnfinishedRequests.none(now);
        }
        Instant first = now.minus(ArrivalPanes.KEPT).truncatedTo(ChronoUnit.SECONDS);
        List<UnfinishedRequests.Group> groups = new ArrayList<>();
        for (Instant second = first; !second.isAfter(now); second = second.plusSeconds(1)) {
            long count = window.arrivals().unfinishedBetween(second, second.plusSeconds(1));
            if (count > 0) {
                groups.add(new UnfinishedRequests.Group(second, count));
            }
        }
        return new UnfinishedRequests(now, groups);
    }

    private static Reading readingOf(Stretch stretch, double cachedShare) {
        EndedRequests requests = stretch.requests();
        return new Reading(
                new Interval(stretch.from(), stretch.to()),
                new Ends(
                        requests.completed(),
                        requests.aborted(),
                        requests.failed(),
                        requests.retries(),
                        distributionOf(requests, Measure.ABORTED_AFTER),
                        distributionOf(requests, Measure.ABORTED_WITHOUT_TOKEN)),
                distributionOf(requests, Measure.INPUT_TOKENS),
                requests.meanTokensToCompute(cachedShare),
                distributionOf(requests, Measure.OUTPUT_TOKENS),
                distributionOf(requests, Measure.TIME_TO_FIRST_TOKEN),
                distributionOf(requests, Measure.INTER_TOKEN_LATENCY),
                distributionOf(requests, Measure.END_TO_END));
    }

    private static Distribution distributionOf(EndedRequests requests, Measure measure) {
        return new SketchedDistribution(requests.sketchOf(measure));
    }
}
