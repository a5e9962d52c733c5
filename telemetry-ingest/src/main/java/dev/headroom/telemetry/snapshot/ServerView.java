// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.snapshot.ArrivalInterval.Counted;
import dev.headroom.telemetry.window.ServerSample;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The state of a workload's servers at one instant, by their scrapes. */
final class ServerView {
    /** As far back as a window keeps samples. */
    private static final Duration KEPT = Duration.ofSeconds(400);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration COVERAGE_SPAN = Duration.ofMinutes(2);
    private static final Duration SHORTEST_COVERAGE_SPAN = Duration.ofSeconds(30);
    private static final long PANE_SECONDS = 10;
    /** Two panes, and more than the usual 15 s between scrapes: in so long a server that ends requests has counted some. */
    private static final Duration STANDING = Duration.ofSeconds(2 * PANE_SECONDS);
    /** Standard deviations of counting that are no chance. */
    private static final double SIGNIFICANT = 3;

    /** Of fewer, one late report would be 5 %. */
    private static final double ENOUGH_FOR_COVERAGE = 20;

    /** Below it, a wave of work would be made of one request. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    /** Of 50 Poisson arrivals, the standard deviation is 14 %. */
    private static final double ENOUGH = 50;

    /** Requests of two speeds make Little's law uneven, but not by more. */
    private static final double FAR_MORE = 2;

    /** Of fewer in flight, chance may double the held number. */
    private static final double ENOUGH_TO_HOLD = 10;

    private static final double MILLIS = 1000;

    private final WorkloadWindow window;
    private final Instant now;
    private final SnapshotSettings settings;
    private final List<EngineFlow> engines;
    private final List<EngineFlow> live;
    private final RollCall rollCall;
    private final ServerGaps gaps;

    ServerView(
            WorkloadWindow window,
            EngineFlows flows,
            Optional<ReplicaWatch.Wanted> wanted,
            Instant now,
            SnapshotSettings settings) {
        this.window = window;
        this.now = now;
        this.settings = settings;
        long from = now.minus(KEPT).toEpochMilli();
        this.engines = flows.of(window.servers().all(), from).stream()
                .filter(engine -> engine.newest().atMillis() >= from)
                .toList();
        this.live = engines.stream()
                .filter(engine -> !engine.newest().at().isBefore(silentSince()))
                .toList();
        this.rollCall = new RollCall(window, wanted, now, settings);
        this.gaps = rollCall.gapsOf(live);
    }

    /** Whether any engine was recently scraped. */
    boolean isAlive() {
        return !live.isEmpty();
    }

    /** When an engine was last scraped; empty while none ever was. */
    Optional<Instant> heartbeat() {
        return engines.stream()
                .map(engine -> engine.newest().at())
                .max(Comparator.naturalOrder())
                .or(() -> window.servers().newest().map(ServerSample::at));
    }

    /** Keeps the roll call's notes of replaced replicas. */
    void noteReplacements() {
        rollCall.noteReplacements(gaps);
    }

    /** Remarks about the servers for readers: missing figures, and wrong clocks; empty text without any. */
    String remarks() {
        Optional<Instant> end = endOf(countingOf(live));
        String unexplained = end.map(
                        to -> unexplainedBetween(to.minus(MINUTE), to).sentence())
                .orElse("");
        return gaps.sentence() + unexplained + EngineClock.sentence(live);
    }

    /** Requests in flight on recently scraped servers; a part that one of them does not show is unknown. */
    ServerStatus.Load load() {
        return new ServerStatus.Load(
                sum(sample -> sample.gauges().running()),
                sum(sample -> sample.gauges().waiting()),
                live.stream()
                        .flatMapToDouble(engine -> engine.newest().gauges().kvUsage().stream())
                        .max());
    }

    ServerStatus status() {
        List<EngineFlow> measured = countingOf(live);
        Optional<Instant> end = endOf(measured);
        return new ServerStatus(
                window.replicasWithin(settings.nowSpan(), now),
                heartbeat(),
                (int) gaps.seen(),
                load(),
                end.map(to -> OptionalLong.of(Math.round(
                                ServerFlow.finished(measured, to.minus(MINUTE).toEpochMilli(), to.toEpochMilli()))))
                        .filter(count -> reachesBack(measured, end.orElseThrow().minus(MINUTE)))
                        .orElse(OptionalLong.empty()),
                cachedShare(),
                coverage(),
                kvTokensPerReplica());
    }

    /** Arrivals per second over the newest minute that all living engines' samples cover, widened as an {@link ArrivalInterval} is. */
    Optional<ArrivalRate> rate() {
        Optional<Instant> end = endOf(countingOf(live));
        if (end.isEmpty()) {
            return Optional.empty();
        }
        Instant earliest = later(earliest(), end.get().minus(ArrivalInterval.LONGEST));
        Instant from = later(end.get().minus(MINUTE), earliest);
        Counted counted = arrivedBetween(from, end.get());
        while (counted.arrivals() < ENOUGH && from.isAfter(earliest)) {
            Instant wider = later(from.minus(MINUTE), earliest);
            if (arrivedBetween(wider, from).isFarAbove(counted)) {
                break;
            }
            from = wider;
            counted = arrivedBetween(from, end.get());
        }
        return rateBetween(from, end.get()).map(this::withNewest);
    }

    private Counted arrivedBetween(Instant from, Instant to) {
        return new Counted(
                ServerFlow.arrived(engines, from.toEpochMilli(), to.toEpochMilli()), Duration.between(from, to));
    }

    private ArrivalRate withNewest(ArrivalRate rate) {
        Instant from = rate.to().minus(ArrivalRate.NEWEST);
        double arrived =
                ServerFlow.arrived(engines, from.toEpochMilli(), rate.to().toEpochMilli());
        return from.isBefore(rate.from()) ? rate : rate.endingAt(arrived / ArrivalRate.NEWEST.toSeconds());
    }

    /** The same over the interval of the same length just before; empty where samples do not reach back so far. */
    Optional<ArrivalRate> rateBefore(ArrivalRate rate) {
        Instant from = rate.from().minus(Duration.between(rate.from(), rate.to()));
        return from.isBefore(earliest()) ? Optional.empty() : rateBetween(from, rate.from());
    }

    /** The same over an interval of the past, as far as the newest samples reach; empty where they do not reach back to it. */
    Optional<ArrivalRate> rateWithin(Instant from, Instant to) {
        Optional<Instant> end = endOf(countingOf(live));
        return end.isEmpty() || from.isBefore(earliest())
                ? Optional.empty()
                : rateBetween(from, end.get().isBefore(to) ? end.get() : to);
    }

    /** When a server last had anything to do, as far as samples show: it held a request, or one passed through. */
    Optional<Instant> lastBusy() {
        return engines.stream()
                .flatMap(engine -> lastBusyOf(engine.samples()).stream())
                .max(Comparator.naturalOrder());
    }

    /** The oldest sample of any engine; earlier values are not known. */
    Optional<Instant> begin() {
        return engines.stream()
                .filter(EngineFlow::isMeasured)
                .map(EngineFlow::begin)
                .min(Comparator.naturalOrder());
    }

    private Optional<ArrivalRate> rateBetween(Instant asked, Instant to) {
        // The samples of a server that ran before the first scrape show nothing of the time before.
        Instant told = live.stream()
                .filter(engine -> engine.isMeasured() && !engine.isNewborn())
                .map(EngineFlow::begin)
                .max(Comparator.naturalOrder())
                .orElse(asked);
        boolean tellAll = Duration.between(told, to).compareTo(SHORTEST) >= 0;
        Instant from = tellAll ? later(asked, told) : asked;
        if (Duration.between(from, to).compareTo(SHORTEST) < 0) {
            return Optional.empty();
        }
        ServerFlow.Unexplained unexplained = unexplainedBetween(from, to);
        double seconds = (double) Duration.between(from, to).toMillis() / MILLIS;
        return Optional.of(new ArrivalRate(
                unexplained.arrived() / seconds,
                Math.round(unexplained.arrived()),
                from,
                to,
                gaps.none() && unexplained.isNothing() && tellAll,
                ArrivalSource.SERVERS,
                gaps.shownShare() * unexplained.shownShare()));
    }

    /**
     * Whether servers show that more may have arrived than a rate says. A server without scrapes sends no events either, unless events were
     * seen. Requests that gave up in a queue have no event of an end. Where servers hold far more than the rate of ends explains, that rate
     * misses most requests.
     *
     * @param meanSeconds mean duration of ended requests; empty where that is not known
     */
    boolean knowOfMoreThan(ArrivalRate told, Supplier<OptionalDouble> meanSeconds) {
        if (gaps.silent() > 0) {
            return true;
        }
        return told.source() == ArrivalSource.ENDS
                && isAlive()
                && (!unexplainedBetween(told.from(), now).isNothing() || holdFarMoreThan(told, meanSeconds));
    }

    /**
     * Whether events recently reported far more ends than servers have counted: scrapes then show the same as before, and their arrivals
     * are of that time.
     */
    boolean standStill() {
        List<EngineFlow> measured = countingOf(live);
        Optional<Instant> end = endOf(measured);
        if (end.isEmpty()) {
            return false;
        }
        Instant told = now.minus(settings.exportDelay());
        Instant to = paneAt(end.get().isBefore(told) ? end.get() : told);
        Instant from = to.minus(STANDING);
        if (from.isBefore(earliest())) {
            return false;
        }
        double counted = ServerFlow.finished(measured, from.toEpochMilli(), to.toEpochMilli());
        double ended = (double) window.endedBetween(from, to);
        return ended > FAR_MORE * counted + SIGNIFICANT * Math.sqrt(ended);
    }

    /** Little's law: as many requests are in flight as arrive within the time that one takes. */
    private boolean holdFarMoreThan(ArrivalRate told, Supplier<OptionalDouble> meanSeconds) {
        OptionalLong held = load().inFlight();
        // Where servers count their finished requests, that count has been compared with the events.
        if (!countingOf(live).isEmpty() || held.isEmpty()) {
            return false;
        }
        OptionalDouble lasting = meanSeconds.get();
        return lasting.isPresent()
                && (double) held.getAsLong() > ENOUGH_TO_HOLD + FAR_MORE * told.perSecond() * lasting.getAsDouble();
    }

    private ServerFlow.Unexplained unexplainedBetween(Instant from, Instant to) {
        return ServerFlow.unexplained(engines, from.toEpochMilli(), to.toEpochMilli());
    }

    private Instant silentSince() {
        return now.minus(settings.heartbeatWithin());
    }

    /** Share of the prompt tokens of the last minutes that came from a cache; empty where nothing is counted. */
    OptionalDouble cachedShare() {
        return ServerFlow.cachedShare(engines);
    }

    /** How many of the requests that servers counted were reported by events. */
    private OptionalDouble coverage() {
        List<EngineFlow> measured =
                engines.stream().filter(EngineFlow::isMeasured).toList();
        Optional<Instant> end = endOf(countingOf(live));
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
                live.stream().map(engine -> part.apply(engine.newest())).toList();
        return parts.isEmpty() || gaps.refused() > 0 || parts.stream().anyMatch(OptionalLong::isEmpty)
                ? OptionalLong.empty()
                : OptionalLong.of(
                        parts.stream().mapToLong(OptionalLong::getAsLong).sum());
    }

    /** A replica's engines add up; where one of them states nothing, or may not have been counted, the sum is unknown. */
    private OptionalLong kvTokensPerReplica() {
        if (gaps.refused() > 0) {
            return OptionalLong.empty();
        }
        Map<String, List<EngineFlow>> byReplica = live.stream().collect(Collectors.groupingBy(EngineFlow::replica));
        return byReplica.values().stream()
                .filter(some -> some.stream()
                        .allMatch(engine -> engine.limits().kvTokens().isPresent()))
                .mapToLong(all -> all.stream()
                        .mapToLong(engine -> engine.limits().kvTokens().orElseThrow())
                        .sum())
                .min();
    }

    private boolean reachesBack(List<EngineFlow> measured, Instant from) {
        return measured.stream().anyMatch(engine -> !engine.first().at().isAfter(from));
    }

    private Instant earliest() {
        return begin().orElse(now);
    }

    private static Optional<Instant> endOf(List<EngineFlow> measured) {
        return measured.stream().map(engine -> engine.last().at()).min(Comparator.naturalOrder());
    }

    private static List<EngineFlow> countingOf(List<EngineFlow> some) {
        return some.stream().filter(EngineFlow::isCounting).toList();
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
