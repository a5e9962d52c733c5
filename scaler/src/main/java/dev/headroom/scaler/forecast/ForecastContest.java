// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.history.RateHistory;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Several ways to expect one workload's rate, side by side. Each is asked at the horizon in force, and judged when that time has
 * come; the one that spared the most loss against the last value, beyond doubt, is believed; without proof it is the last value.
 * See the design page "forecasts with proven skill". Learns from what it is shown, in order of time; one thread at a time.
 */
public final class ForecastContest {
    /** Horizons that are told apart: 30 s and its doublings, up to 16 min. */
    public static final int HORIZONS = 6;

    private static final double SHORTEST_HORIZON_SECONDS = 30;
    private static final Duration STEP = ArrivalRate.NEWEST;
    /** Each second step is judged: neighbours say nearly the same. */
    private static final Duration JUDGED_EVERY = STEP.multipliedBy(2);
    /** A rate that was not seen until so long after is of another time. */
    private static final Duration LATEST_OUTCOME = Duration.ofSeconds(45);
    /** A longer hole ends all that was known of level and slope. */
    private static final Duration LONGEST_HOLE = Duration.ofMinutes(5);

    /** Also judged at these parts of the horizon: evidence comes sooner there. */
    private static final int[] SHARES = {2, 4};

    private static final double MILLIS = 1e3;

    private final Field field = new Field();
    private final Map<Integer, Scores> scores = new TreeMap<>();
    private final Queue<Pending> pending = new PriorityQueue<>(Comparator.comparing(Pending::target));
    private @Nullable Sight newest;
    private Instant lastAsked = Instant.MIN;

    /** Forecasts made at one time, that wait for their outcome. */
    private record Pending(Instant target, int horizon, double seconds, List<Optional<Outlook>> outlooks) {}

    /** Knows nothing yet. */
    public ForecastContest() {}

    /** Goes on with what another has learnt; what is of no known contender is passed over. */
    public ForecastContest(ContestMemory memory) {
        memory.tunings().forEach(field::restore);
        for (ContestMemory.Known known : memory.skills()) {
            int at = field.indexOf(known.method());
            if (at >= 0) {
                scoresOf(known.horizon()).restore(at, known);
            }
        }
    }

    /** Takes in what a snapshot shows, when it shows more than the last one. */
    public void observe(WorkloadSnapshot snapshot, RateHistory history, Duration horizon) {
        snapshot.arrivals()
                .ifPresent(rate -> observe(rate, snapshot.arrivalsBefore(), history, snapshot.at(), horizon));
    }

    /**
     * Takes in a rate. One that is not whole, or hardly newer than the last, is passed over.
     *
     * @param rate newest
     * @param before over the interval before; empty where not known
     * @param history of the same workload
     * @param now by the clock that horizons are counted from; not before the rate's end
     * @param horizon in force; above 0
     */
    public void observe(
            ArrivalRate rate, Optional<ArrivalRate> before, RateHistory history, Instant now, Duration horizon) {
        boolean news = newest == null || !rate.to().isBefore(newest.at().plus(STEP));
        if (!news || !rate.whole() || !rate.from().isBefore(rate.to())) {
            return;
        }
        if (newest != null && rate.to().isAfter(newest.at().plus(LONGEST_HOLE))) {
            pending.clear();
            field.startOver();
        }
        Sight sight = Sight.of(rate, before);
        newest = sight;
        field.observe(sight);
        judge(sight);
        if (!sight.at().isBefore(lastAsked.plus(JUDGED_EVERY))) {
            ask(history, now, horizon);
        }
    }

    private void ask(RateHistory history, Instant now, Duration horizon) {
        if (newest == null) {
            return;
        }
        lastAsked = newest.at();
        ask(newest, history, now, horizon);
        for (int part : SHARES) {
            Duration shorter = horizon.dividedBy(part);
            if (Sight.secondsOf(shorter) >= SHORTEST_HORIZON_SECONDS) {
                ask(newest, history, now, shorter);
            }
        }
    }

    private void ask(Sight sight, RateHistory history, Instant now, Duration horizon) {
        double ahead = secondsAhead(sight, now, horizon);
        pending.add(new Pending(
                sight.at().plusMillis(Math.round(ahead * MILLIS)),
                bucketOf(horizon),
                Math.max(Sight.secondsOf(horizon), Sight.secondsOf(JUDGED_EVERY)),
                field.at(ahead, history)));
    }

    private void judge(Sight sight) {
        // The outcome is the rate over the window that has the target in its middle.
        Instant middle = sight.at().minusMillis(Math.round(sight.windowSeconds() / 2 * MILLIS));
        for (Pending next = pending.peek(); next != null && !next.target().isAfter(middle); next = pending.peek()) {
            pending.remove();
            if (next.target().isAfter(middle.minus(LATEST_OUTCOME))) {
                scoresOf(next.horizon()).judge(next.outlooks(), sight, next.seconds(), Sight.secondsOf(JUDGED_EVERY));
            }
        }
    }

    /** What is expected at the horizon; empty while no rate or no request's shape is known. */
    public Optional<Demand> forecast(WorkloadSnapshot snapshot, RateHistory history, Duration horizon) {
        return ShapeOfLate.of(snapshot)
                .flatMap(shape -> snapshot.arrivals()
                        .flatMap(rate -> forecast(rate, snapshot.arrivalsBefore(), history, snapshot.at(), horizon))
                        .map(expected -> new Demand(
                                expected.perSecond(),
                                expected.standardError(),
                                shape,
                                horizon,
                                expected.method(),
                                expected.distribution())));
    }

    /**
     * The same of the rate alone. Where the newest rate is not whole, or nothing was observed for long, it is the last value as it
     * is. With a horizon of zero it says what the rate is now.
     *
     * @return empty while the newest rate is of an interval without length
     */
    public Optional<RateForecast> forecast(
            ArrivalRate rate, Optional<ArrivalRate> before, RateHistory history, Instant now, Duration horizon) {
        if (!rate.from().isBefore(rate.to())) {
            return Optional.empty();
        }
        Sight last = newest;
        boolean known = last != null
                && rate.whole()
                && Duration.between(last.at(), rate.to()).abs().compareTo(LATEST_OUTCOME) <= 0;
        if (last == null || !known) {
            Field alone = new Field();
            alone.observe(Sight.of(rate, before));
            return Optional.of(expected(alone, 0, new Scores(), Sight.of(rate, before), now, horizon, history));
        }
        Scores skills = scoresOf(bucketOf(horizon));
        return Optional.of(expected(field, believed(last, history, now, horizon), skills, last, now, horizon, history));
    }

    /** Who foretold changes of late, where it foretells one; else who was best at all times. */
    private int believed(Sight sight, RateHistory history, Instant now, Duration horizon) {
        Scores skills = scoresOf(bucketOf(horizon));
        List<Optional<Outlook>> outlooks = field.at(secondsAhead(sight, now, horizon), history);
        Outlook lastValue = outlooks.get(0).orElseThrow();
        // A last value that is off by chance is corrected by whoever is best at all times, not by a trend.
        Outlook usual = outlooks.get(skills.best()).orElse(lastValue);
        int best = 0;
        double most = 0;
        for (int index = 1; index < field.size(); index++) {
            Optional<Outlook> outlook = outlooks.get(index);
            boolean telling = outlook.isPresent()
                    && Direction.isTelling(
                            outlook.get(),
                            lastValue,
                            sight.windowNoise(outlook.get().perSecond()))
                    && Direction.isTelling(
                            outlook.get(),
                            usual,
                            sight.windowNoise(outlook.get().perSecond()));
            double share = telling ? shareForetold(index, skills, horizon) : 0;
            if (share > most) {
                best = index;
                most = share;
            }
        }
        return best > 0 ? best : skills.best();
    }

    /** Proven at the horizon, or at a part of it unless the horizon's own outcomes speak against it; 0 where it is neither. */
    private double shareForetold(int index, Scores skills, Duration horizon) {
        Direction whole = skills.of(index).direction();
        if (whole.isProven()) {
            return whole.share();
        }
        if (whole.isRefuted()) {
            return 0;
        }
        double most = 0;
        for (int part : SHARES) {
            int shorter = bucketOf(horizon.dividedBy(part));
            Scores known = scores.get(shorter);
            if (known != null && known.of(index).direction().isProven()) {
                most = Math.max(most, known.of(index).direction().share());
            }
        }
        return most;
    }

    private static RateForecast expected(
            Field field, int best, Scores skills, Sight sight, Instant now, Duration horizon, RateHistory history) {
        double ahead = secondsAhead(sight, now, horizon);
        Optional<Outlook> ofBest = field.at(best, ahead, history);
        int chosen = ofBest.isPresent() ? best : 0;
        Outlook outlook = ofBest.or(() -> field.at(0, ahead, history)).orElseThrow();
        RateDistribution distribution = skills.of(chosen).distribution(outlook, sight.windowNoise(outlook.perSecond()));
        return new RateForecast(outlook.perSecond(), distribution, field.method(chosen));
    }

    /** All that has been learnt. */
    public ContestMemory memory() {
        List<ContestMemory.Known> known = new ArrayList<>();
        scores.forEach((horizon, skills) -> known.addAll(skills.known(horizon, field)));
        return new ContestMemory(known, field.tuned());
    }

    private Scores scoresOf(int horizon) {
        Scores known = scores.get(horizon);
        if (known != null) {
            return known;
        }
        Scores begun = new Scores();
        nearest(horizon).ifPresent(begun::take);
        scores.put(horizon, begun);
        return begun;
    }

    /** What was learnt at a horizon like it is the best that is known of a new one. */
    private Optional<Scores> nearest(int horizon) {
        return scores.entrySet().stream()
                .min(Comparator.comparingInt(entry -> Math.abs(entry.getKey() - horizon)))
                .map(Map.Entry::getValue);
    }

    private static int bucketOf(Duration horizon) {
        double doublings = Math.log(Sight.secondsOf(horizon) / SHORTEST_HORIZON_SECONDS) / Math.log(2);
        return (int) Math.max(0, Math.min(HORIZONS - 1, Math.round(doublings)));
    }

    private static double secondsAhead(Sight sight, Instant now, Duration horizon) {
        return Math.max(0, Sight.secondsOf(Duration.between(sight.at(), now.plus(horizon))));
    }
}
