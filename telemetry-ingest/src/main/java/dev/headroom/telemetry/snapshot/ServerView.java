// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.EngineTrack;
import dev.headroom.telemetry.window.ServerSample;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What scrapes of a workload's servers say at one instant. */
final class ServerView {
    /** As far back as a window keeps samples. */
    private static final Duration KEPT = Duration.ofSeconds(400);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration COVERAGE_SPAN = Duration.ofMinutes(2);
    private static final Duration SHORTEST_COVERAGE_SPAN = Duration.ofSeconds(30);
    private static final long PANE_SECONDS = 10;

    /** Of fewer, one that is told of a little later would be 5 %. */
    private static final double ENOUGH_FOR_COVERAGE = 20;

    /** Below it, a wave of work would be made of one request. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    /** Of 50 Poisson arrivals, the standard deviation is 14 %. */
    private static final double ENOUGH = 50;

    private static final double MILLIS = 1000;

    private final WorkloadWindow window;
    private final Instant now;
    private final SnapshotSettings settings;
    private final List<ServerFlow.Engine> engines;
    private final List<ServerFlow.Engine> live;

    private final Optional<ReplicaWatch.Wanted> wanted;

    ServerView(WorkloadWindow window, Optional<ReplicaWatch.Wanted> wanted, Instant now, SnapshotSettings settings) {
        this.wanted = wanted;
        this.window = window;
        this.now = now;
        this.settings = settings;
        long from = now.minus(KEPT).toEpochMilli();
        this.engines = window.servers().all().stream()
                .filter(track -> track.newest().atMillis() >= from)
                .map(track -> ServerFlow.Engine.of(track, from))
                .toList();
        this.live = engines.stream().filter(engine -> isLive(engine.track())).toList();
    }

    /** Whether any engine was scraped of late. */
    boolean isAlive() {
        return !live.isEmpty();
    }

    /** When an engine was last scraped; empty while none ever was. */
    Optional<Instant> heartbeat() {
        return window.servers().newest().map(ServerSample::at);
    }

    /** What those scraped of late have in their hands; a part that one of them does not tell is unknown. */
    ServerStatus.Load load() {
        return new ServerStatus.Load(
                sum(sample -> sample.gauges().running()),
                sum(sample -> sample.gauges().waiting()),
                live.stream()
                        .flatMapToDouble(engine -> engine.track().newest().gauges().kvUsage().stream())
                        .max());
    }

    ServerStatus status() {
        List<ServerFlow.Engine> measured = measuredOf(live);
        Optional<Instant> end = endOf(measured);
        return new ServerStatus(
                window.replicasWithin(settings.nowSpan(), now),
                heartbeat(),
                (int) replicasLive(),
                load(),
                end.map(to -> OptionalLong.of(Math.round(
                                ServerFlow.finished(measured, to.minus(MINUTE).toEpochMilli(), to.toEpochMilli()))))
                        .filter(count -> reachesBack(measured, end.orElseThrow().minus(MINUTE)))
                        .orElse(OptionalLong.empty()),
                ServerFlow.cachedShare(engines),
                coverage());
    }

    /** Arrivals per second over the newest minute that all living engines' samples cover, widened while it holds few. */
    Optional<ArrivalRate> rate() {
        Optional<Instant> end = endOf(measuredOf(live));
        if (end.isEmpty()) {
            return Optional.empty();
        }
        Instant earliest = later(earliest(), end.get().minus(ArrivalInterval.LONGEST));
        Instant from = later(end.get().minus(MINUTE), earliest);
        while (ServerFlow.arrived(engines, from.toEpochMilli(), end.get().toEpochMilli()) < ENOUGH
                && from.isAfter(earliest)) {
            from = later(from.minus(MINUTE), earliest);
        }
        return rateBetween(from, end.get());
    }

    /** The same over the interval of the same length just before; empty where samples do not reach back so far. */
    Optional<ArrivalRate> rateBefore(ArrivalRate rate) {
        Instant from = rate.from().minus(Duration.between(rate.from(), rate.to()));
        return from.isBefore(earliest()) ? Optional.empty() : rateBetween(from, rate.from());
    }

    /** The same over an interval of the past, as far as the newest samples reach; empty where they do not reach back to it. */
    Optional<ArrivalRate> rateWithin(Instant from, Instant to) {
        Optional<Instant> end = endOf(measuredOf(live));
        return end.isEmpty() || from.isBefore(earliest())
                ? Optional.empty()
                : rateBetween(from, end.get().isBefore(to) ? end.get() : to);
    }

    /** When a server last had anything to do, as far as samples tell: it held a request, or one passed through. */
    Optional<Instant> lastBusy() {
        return engines.stream()
                .flatMap(engine -> lastBusyOf(engine.samples()).stream())
                .max(Comparator.naturalOrder());
    }

    /** The oldest sample of any engine; what was before it is not known. */
    Optional<Instant> begin() {
        return measuredOf(engines).stream().map(engine -> engine.first().at()).min(Comparator.naturalOrder());
    }

    private Optional<ArrivalRate> rateBetween(Instant asked, Instant to) {
        // A server that was running before anybody looked tells nothing of the time before.
        Instant told = live.stream()
                .filter(engine -> engine.isMeasured() && !engine.isNewborn())
                .map(engine -> engine.first().at())
                .max(Comparator.naturalOrder())
                .orElse(asked);
        boolean tellAll = Duration.between(told, to).compareTo(SHORTEST) >= 0;
        Instant from = tellAll ? later(asked, told) : asked;
        if (Duration.between(from, to).compareTo(SHORTEST) < 0) {
            return Optional.empty();
        }
        double arrived = ServerFlow.arrived(engines, from.toEpochMilli(), to.toEpochMilli());
        double seconds = (double) Duration.between(from, to).toMillis() / MILLIS;
        long silent = silentReplicas();
        double completeness = (double) replicasLive() / (double) (replicasLive() + silent);
        return Optional.of(new ArrivalRate(
                arrived / seconds,
                Math.round(arrived),
                from,
                to,
                silent == 0 && tellAll,
                ArrivalSource.SERVERS,
                completeness));
    }

    /**
     * Replicas that were scraped, and now show nothing though they are to be taken for running: what comes to them is not known.
     * Where pods can be seen, as many as are ready and not scraped; else those that fell silent with requests in hand, as many
     * as are wanted and not scraped.
     */
    long silentReplicas() {
        Set<String> alive =
                live.stream().map(engine -> engine.track().replica()).collect(Collectors.toSet());
        boolean podsAreSeen = wanted.flatMap(known -> known.ready().isPresent() ? Optional.of(true) : Optional.empty())
                .isPresent();
        long fell = window.servers().all().stream()
                .filter(track -> !alive.contains(track.replica()))
                .filter(track -> !track.newest().at().isBefore(now.minus(WorkloadWindow.SPAN)))
                .filter(track -> podsAreSeen || track.newest().inFlight().orElse(1) > 0)
                .filter(track ->
                        !window.endedSince(track.replica(), track.newest().at().plusSeconds(PANE_SECONDS)))
                .map(EngineTrack::replica)
                .distinct()
                .count();
        long expected = wanted.map(known -> (long) known.ready().orElse(known.replicas()))
                .orElse(Long.MAX_VALUE);
        return Math.min(fell, Math.max(0, expected - alive.size()));
    }

    private long replicasLive() {
        return live.stream().map(engine -> engine.track().replica()).distinct().count();
    }

    /** How many of the requests that servers counted were told of by events. */
    private OptionalDouble coverage() {
        List<ServerFlow.Engine> measured = measuredOf(engines);
        Optional<Instant> end = endOf(measuredOf(live));
        if (measured.isEmpty() || end.isEmpty()) {
            return OptionalDouble.empty();
        }
        Instant told = now.minus(settings.exportDelay());
        Instant to = paneAt(end.get().isBefore(told) ? end.get() : told);
        Instant from = paneAt(later(to.minus(COVERAGE_SPAN), earliest().plusSeconds(PANE_SECONDS)));
        if (Duration.between(from, to).compareTo(SHORTEST_COVERAGE_SPAN) < 0) {
            return OptionalDouble.empty();
        }
        double counted = ServerFlow.finished(measured, from.toEpochMilli(), to.toEpochMilli());
        return counted < ENOUGH_FOR_COVERAGE
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) window.endedBetween(from, to) / counted);
    }

    private OptionalLong sum(Function<ServerSample, OptionalLong> part) {
        List<OptionalLong> parts =
                live.stream().map(engine -> part.apply(engine.track().newest())).toList();
        return parts.isEmpty() || parts.stream().anyMatch(OptionalLong::isEmpty)
                ? OptionalLong.empty()
                : OptionalLong.of(
                        parts.stream().mapToLong(OptionalLong::getAsLong).sum());
    }

    private boolean isLive(EngineTrack track) {
        return !track.newest().at().isBefore(now.minus(settings.heartbeatWithin()));
    }

    private boolean reachesBack(List<ServerFlow.Engine> measured, Instant from) {
        return measured.stream().anyMatch(engine -> !engine.first().at().isAfter(from));
    }

    private Instant earliest() {
        return begin().orElse(now);
    }

    private static Optional<Instant> endOf(List<ServerFlow.Engine> measured) {
        return measured.stream().map(engine -> engine.last().at()).min(Comparator.naturalOrder());
    }

    private static List<ServerFlow.Engine> measuredOf(List<ServerFlow.Engine> some) {
        return some.stream().filter(ServerFlow.Engine::isMeasured).toList();
    }

    private static Optional<Instant> lastBusyOf(List<ServerSample> samples) {
        for (int i = samples.size() - 1; i >= 0; i--) {
            ServerSample sample = samples.get(i);
            boolean passed =
                    i > 0 && !sample.finished().equals(samples.get(i - 1).finished());
            if (passed || sample.inFlight().orElse(0) > 0) {
                return Optional.of(sample.at());
            }
        }
        return Optional.empty();
    }

    private static Instant paneAt(Instant instant) {
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), PANE_SECONDS) * PANE_SECONDS);
    }

    private static Instant later(Instant one, Instant other) {
        return Stream.of(one, other).max(Comparator.naturalOrder()).orElseThrow();
    }
}
