// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.forecast.Demand.RiseSource;
import dev.headroom.scaler.history.RateHistory;
import dev.headroom.scaler.slo.Durations;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;

/** From a workload's observed arrivals to its {@link Demand}. One thread at a time. */
public final class DemandEstimator {
    /** Standard deviations of counting that are no news. */
    private static final double CHANCE = 2;

    /** The shape is of a quarter of an hour. */
    private static final Duration SHAPE_EVERY = Duration.ofSeconds(30);

    private final RequestWork work;
    private Optional<TrafficShape> shape = Optional.empty();
    private Instant shapeDue = Instant.MIN;
    private Instant riseDue = Instant.MIN;
    private Duration riseHorizon = Duration.ZERO;
    private ShortTermTrend lastHours = ShortTermTrend.of(new double[0], 1);
    private Optional<OtherDays> otherDays = Optional.empty();
    private Instant otherDaysDue = Instant.MIN;

    /** Knows nothing yet. */
    public DemandEstimator() {
        this(new Memory(OptionalDouble.empty()));
    }

    /** Continues from another estimator's state. */
    public DemandEstimator(Memory memory) {
        this.work = new RequestWork(memory.workPerRequest());
    }

    /**
     * The state that another estimator needs to continue; the rates of minutes are kept in {@link RateHistory}.
     *
     * @param workPerRequest tokens; empty while no request has ended
     */
    public record Memory(OptionalDouble workPerRequest) {
        public Memory {
            if (!(workPerRequest.orElse(1) > 0)) {
                throw new IllegalArgumentException("workPerRequest must be above 0, was " + workPerRequest);
            }
        }
    }

    /** The state that another estimator needs to continue. */
    public Memory memory() {
        return new Memory(work.mean());
    }

    /**
     * The demand; empty while no rate of arrivals is known, and while no request has ended with an answer.
     *
     * @param history arrivals minute by minute
     * @param horizon the lead time; above 0
     * @param forecastCounts whether the forecast of other days may raise the demand; it never lowers it
     */
    public Optional<Demand> observe(
            WorkloadSnapshot snapshot, RateHistory history, Duration horizon, boolean forecastCounts) {
        OptionalDouble each = work.observe(snapshot.now(), snapshot.recent(), snapshot.at());
        if (shape.isEmpty() || !snapshot.at().isBefore(shapeDue)) {
            shape = TrafficShapes.of(snapshot).or(() -> shape);
            shapeDue = snapshot.at().plus(SHAPE_EVERY);
        }
        if (snapshot.arrivals().isEmpty() || each.isEmpty() || shape.isEmpty()) {
            return Optional.empty();
        }
        look(history, snapshot.at(), horizon);
        double level = level(snapshot.arrivals().get());
        int ahead = ahead(horizon);
        OptionalDouble forecast = otherDays
                .map(days -> days.highestWithin(snapshot.at(), ahead, level))
                .orElse(OptionalDouble.empty());
        Rise expected = rise(level, forecastCounts ? forecast : OptionalDouble.empty());
        return Optional.of(new Demand(
                level, expected.perSecond(), expected.source(), forecast, each.getAsDouble(), shape.get(), horizon));
    }

    /**
     * By how much arrivals may rise within the lead time.
     *
     * @param source where that is known from
     */
    private record Rise(double perSecond, RiseSource source) {}

    /** The one place where forecasts are chosen from: that of other days where it proved better and says more, else the last hours'. */
    private Rise rise(double level, OptionalDouble forecast) {
        double risen = lastHours.from(level);
        boolean otherDaysCount = otherDays.filter(OtherDays::proven).isPresent() && forecast.orElse(0) > level + risen;
        if (otherDaysCount) {
            return new Rise(forecast.getAsDouble() - level, RiseSource.OTHER_DAYS);
        }
        return new Rise(risen, lastHours.known() ? RiseSource.LAST_HOURS : RiseSource.ASSUMED);
    }

    /** The newest seconds show a step up before the whole interval does: where they are above it by more than chance. */
    private static double level(ArrivalRate rate) {
        double newest = rate.newestPerSecond().orElse(0);
        double chance = CHANCE * Math.sqrt(newest / Durations.seconds(ArrivalRate.NEWEST));
        return Math.max(rate.perSecond(), newest - chance);
    }

    private static int ahead(Duration horizon) {
        return (int) Math.max(
                1,
                Math.ceil((double) horizon.toSeconds() / Duration.ofMinutes(1).toSeconds()));
    }

    /** A completed minute changes the past; other days are evaluated again when a quarter of an hour has passed. */
    private void look(RateHistory history, Instant now, Duration horizon) {
        boolean sameHorizon = riseHorizon.equals(horizon);
        if (now.isBefore(riseDue) && sameHorizon) {
            return;
        }
        riseHorizon = horizon;
        riseDue = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        int ahead = ahead(horizon);
        lastHours = ShortTermTrend.of(history.newest(now, ShortTermTrend.MEMORY_MINUTES + ahead), ahead);
        if (!now.isBefore(otherDaysDue) || !sameHorizon) {
            otherDaysDue = now.plus(OtherDays.JUDGED_EVERY);
            otherDays = OtherDays.judged(history, now, ahead);
        }
    }
}
