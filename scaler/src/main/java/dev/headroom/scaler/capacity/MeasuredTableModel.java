// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Durations;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Reads capacity from a measured table: latency is interpolated linearly over concurrency, and the rate follows by Little's
 * law, rate = concurrency / E2E(concurrency). Below the first point latency is that of the first point; beyond the last
 * nothing is assumed.
 *
 * <p>Under steady arrivals an objective holds up to the concurrency c* at which the latency meets its limit. Where arrivals
 * vary, or the table holds means, the objective's percentile of the number in flight must stay within c*.
 *
 * <p>The table is used as it is, whatever the shape of the requests. {@link #caution} reports when they differ by more than
 * {@link #SHAPE_TOLERANCE} from those it was measured with.
 */
public final class MeasuredTableModel implements CapacityModel {
    /** A table is trusted for requests that differ by up to this share in tokens; work is about linear in tokens. */
    static final double SHAPE_TOLERANCE = 0.25;

    private static final String SATURATION = "saturation";

    private final Performance.MeasuredTable table;
    private final double mostSequences;

    /**
     * Makes the model.
     *
     * @param table whose every point has an end-to-end latency, or TTFT and ITL to derive it from
     * @param engine whose {@code maxSequences} bounds the concurrency
     * @throws IllegalArgumentException when a point has neither
     */
    public MeasuredTableModel(Performance.MeasuredTable table, ServingProfile.EngineLimits engine) {
        for (Performance.Point point : table.points()) {
            if (point.endToEnd(table.outputTokens()).isEmpty()) {
                throw new IllegalArgumentException("a table needs e2e, or ttft and itl, at every point; missing at"
                        + " concurrency " + point.concurrency());
            }
        }
        this.table = table;
        this.mostSequences = engine.maxSequences();
    }

    @Override
    public CapacityVerdict capacityFor(TrafficShape shape, Objective objective) {
        if (!knows(objective.signal())) {
            throw new IllegalArgumentException(
                    "the table has no column " + objective.signal().word());
        }
        Function<Performance.Point, OptionalDouble> column = columnOf(objective.signal());
        double limit = objective.limitSeconds();
        double best = at(0, column);
        if (best > limit) {
            return new Infeasible(objective, infeasibleBecause(objective, best));
        }
        double bound = mostConcurrency();
        double within = concurrencyWithin(column, limit, bound);
        boolean varies = table.meanColumns() || shape.arrivals() == TrafficShape.Arrivals.POISSON;
        double mean = varies ? PoissonConcurrency.largestMean(within, objective.percentile()) : within;
        String boundBy = within < bound ? objective.signal().word() : boundWord();
        return fastestUpTo(mean, boundBy);
    }

    @Override
    public ReplicaCapacity saturation(TrafficShape shape) {
        return fastestUpTo(mostConcurrency(), boundWord());
    }

    @Override
    public ReplicaCapacity underCeiling(TrafficShape shape, int perReplica) {
        return fastestUpTo(Math.min(perReplica, mostConcurrency()), ReplicaCapacity.CONCURRENCY);
    }

    /** {@inheritDoc} Latencies are the table's own figures: percentiles, unless it holds means. */
    @Override
    public Optional<ExpectedLatency> latencyAt(TrafficShape shape, double requestsPerSecond) {
        ReplicaCapacity most = saturation(shape);
        if (requestsPerSecond > most.requestsPerSecond()) {
            return Optional.empty();
        }
        double concurrency = MonotoneCurve.largestWithin(
                this::rateAt, requestsPerSecond * (1 - Tolerances.NEGLIGIBLE), 0, most.concurrency());
        return Optional.of(new ExpectedLatency(
                at(concurrency, columnOf(Signal.TTFT)),
                at(concurrency, columnOf(Signal.ITL)),
                endToEndAt(concurrency),
                concurrency));
    }

    /** {@inheritDoc} The table's figure at the concurrency at the percentile, or at the mean one where arrivals are steady. */
    @Override
    public OptionalDouble percentileAt(TrafficShape shape, double requestsPerSecond, Signal signal, double percentile) {
        Optional<ExpectedLatency> expected = latencyAt(shape, requestsPerSecond);
        if (expected.isEmpty()) {
            return OptionalDouble.empty();
        }
        double mean = expected.get().concurrency();
        boolean varies = table.meanColumns() || shape.arrivals() == TrafficShape.Arrivals.POISSON;
        double concurrency = varies ? PoissonConcurrency.percentileOf(mean, percentile) : mean;
        return OptionalDouble.of(at(concurrency, columnOf(signal)));
    }

    @Override
    public String word() {
        return "table";
    }

    @Override
    public boolean knows(Signal signal) {
        return columnOf(signal).apply(table.points().get(0)).isPresent();
    }

    @Override
    public Optional<String> caution(TrafficShape shape) {
        boolean close = isClose(shape.inputTokens(), table.inputTokens())
                && isClose(shape.outputTokens(), table.outputTokens());
        return close
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the table was measured with %.0f input and %.0f output tokens, requests have %.0f and %.0f",
                        table.inputTokens(),
                        table.outputTokens(),
                        shape.inputTokens(),
                        shape.outputTokens()));
    }

    private static boolean isClose(double observed, double measured) {
        return Math.abs(observed - measured) <= SHAPE_TOLERANCE * measured;
    }

    private String infeasibleBecause(Objective objective, double best) {
        return String.format(
                Locale.ROOT,
                "%s cannot be met with any number of replicas: the best possible is %s, measured at concurrency %s",
                objective,
                Durations.format(Duration.ofNanos(Math.round(best * 1e9))),
                table.points().get(0).concurrency() == 1
                        ? "1"
                        : Double.toString(table.points().get(0).concurrency()));
    }

    private Function<Performance.Point, OptionalDouble> columnOf(Signal signal) {
        return signal == Signal.E2E ? point -> point.endToEnd(table.outputTokens()) : point -> point.of(signal);
    }

    private double lastMeasured() {
        return table.points().get(table.points().size() - 1).concurrency();
    }

    private double mostConcurrency() {
        return Math.min(lastMeasured(), mostSequences);
    }

    private String boundWord() {
        return mostSequences < lastMeasured() ? "maxSequences" : SATURATION;
    }

    /** Exact at the points, so that a limit that was measured is met at the concurrency at which it was. */
    private double concurrencyWithin(Function<Performance.Point, OptionalDouble> column, double limit, double most) {
        List<Performance.Point> points = table.points();
        double within = points.get(0).concurrency();
        for (int i = 1; i < points.size(); i++) {
            double below = column.apply(points.get(i - 1)).orElseThrow();
            double above = column.apply(points.get(i)).orElseThrow();
            double from = points.get(i - 1).concurrency();
            double to = points.get(i).concurrency();
            if (above > limit) {
                within = from + (to - from) * (limit - below) / (above - below);
                break;
            }
            within = to;
        }
        return Math.min(within, most);
    }

    /** Rate rises or falls steadily between two points, so the fastest concurrency is a point or the end. */
    private ReplicaCapacity fastestUpTo(double concurrency, String boundBy) {
        ReplicaCapacity fastest = new ReplicaCapacity(rateAt(concurrency), concurrency, boundBy);
        for (Performance.Point point : table.points()) {
            boolean faster =
                    point.concurrency() < concurrency && rateAt(point.concurrency()) > fastest.requestsPerSecond();
            if (faster) {
                fastest = new ReplicaCapacity(rateAt(point.concurrency()), point.concurrency(), SATURATION);
            }
        }
        return fastest;
    }

    private double rateAt(double concurrency) {
        return concurrency / endToEndAt(concurrency);
    }

    private double endToEndAt(double concurrency) {
        return at(concurrency, columnOf(Signal.E2E));
    }

    private double at(double concurrency, Function<Performance.Point, OptionalDouble> column) {
        Performance.Point below = table.points().get(0);
        for (Performance.Point above : table.points()) {
            if (concurrency <= above.concurrency()) {
                double from = column.apply(below).orElse(Double.NaN);
                double to = column.apply(above).orElse(Double.NaN);
                double width = above.concurrency() - below.concurrency();
                double share = width == 0 ? 1 : Math.max(0, (concurrency - below.concurrency()) / width);
                return from + (to - from) * share;
            }
            below = above;
        }
        return column.apply(below).orElse(Double.NaN);
    }
}
