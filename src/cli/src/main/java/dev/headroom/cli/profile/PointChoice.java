// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.cli.loadtest.Figures;
import dev.headroom.cli.loadtest.LoadPoint;
import dev.headroom.scaler.slo.Signal;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Judges measured points one by one: usable ones become rows, and each other one a sentence. */
final class PointChoice {
    /** With more failures than this, the latencies are those of another server. */
    private static final double MOST_FAILED_SHARE = 0.01;
    /** Below this share of the offered rate, a queue grew, or the run was too short to tell. */
    private static final double LEAST_ENDED_SHARE = 0.9;

    /** Above this share, the tool did not send what it states. */
    private static final double MOST_ENDED_SHARE = 1.1;

    private final OptionalDouble percentile;
    private final Set<String> notes = new LinkedHashSet<>();

    /**
     * Begins.
     *
     * @param percentile wanted; empty for means
     */
    PointChoice(OptionalDouble percentile) {
        this.percentile = percentile;
    }

    /**
     * A usable point.
     *
     * @param tool that measured
     * @param point as measured
     * @param concurrency requests in flight; above 0
     * @param seconds the wanted figure of each latency that is stated; above 0
     */
    record Row(String tool, LoadPoint point, double concurrency, Map<Signal, Double> seconds) {
        Row {
            seconds = Map.copyOf(seconds);
        }
    }

    /** What was left out or stands in for something else; one sentence each. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** The row of a point; empty, with a sentence, where it cannot be used. */
    Optional<Row> row(String tool, LoadPoint point) {
        Map<Signal, Double> seconds = seconds(point);
        OptionalDouble concurrency = concurrency(point);
        Optional<String> reason = unusable(point, seconds, concurrency);
        if (reason.isEmpty() && point.load().inFlight().isEmpty()) {
            notes.add(
                    "where a tool does not state the requests in flight, they are rate · mean latency (Little's law)");
        }
        double offered = point.load().offeredPerSecond().orElse(Double.POSITIVE_INFINITY);
        if (reason.isEmpty() && point.completedPerSecond() > MOST_ENDED_SHARE * offered) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: %.3g requests/s ended where the tool states %.3g; the measured rate counts",
                    point.source(),
                    point.completedPerSecond(),
                    offered));
        }
        reason.ifPresent(why -> notes.add(point.source() + " is left out: " + why));
        return reason.isPresent()
                ? Optional.empty()
                : Optional.of(new Row(tool, point, concurrency.orElseThrow(), seconds));
    }

    private Optional<String> unusable(LoadPoint point, Map<Signal, Double> seconds, OptionalDouble concurrency) {
        long all = point.completed() + point.failed();
        if (point.completed() == 0) {
            return Optional.of("no request ended well, of " + all);
        }
        if (point.failed() > MOST_FAILED_SHARE * all) {
            return Optional.of(point.failed() + " of " + all + " requests failed, and at most 1 % may");
        }
        double offered = point.load().offeredPerSecond().orElse(0);
        if (point.completedPerSecond() < LEAST_ENDED_SHARE * offered) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%.3g of %.3g requests/s ended, so a queue grew, or the run was too short",
                    point.completedPerSecond(),
                    offered));
        }
        boolean whole = seconds.containsKey(Signal.E2E)
                || (seconds.containsKey(Signal.TTFT) && seconds.containsKey(Signal.ITL));
        if (!whole) {
            return Optional.of("it states no " + word() + " of E2E, nor of both TTFT and ITL");
        }
        return concurrency.isPresent()
                ? Optional.empty()
                : Optional.of("it states neither requests in flight nor a mean latency");
    }

    private Map<Signal, Double> seconds(LoadPoint point) {
        Map<Signal, Double> seconds = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.values()) {
            figure(signal, point.of(signal)).ifPresent(value -> seconds.put(signal, value));
        }
        return seconds;
    }

    private OptionalDouble figure(Signal signal, Figures figures) {
        if (percentile.isEmpty()) {
            return positive(figures.mean());
        }
        double wanted = percentile.getAsDouble();
        Optional<Figures.Read> read = figures.at(wanted);
        read.filter(one -> one.percentile() != wanted)
                .ifPresent(one -> notes.add(ImportedCurve.upper(signal) + " has no " + word() + ": P"
                        + ImportedCurve.plain(one.percentile()) + " stands in for it"));
        return positive(read.map(Figures.Read::seconds).map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    }

    private static OptionalDouble positive(OptionalDouble value) {
        return value.orElse(0) > 0 ? value : OptionalDouble.empty();
    }

    /** Stated, else by Little's law: rate · mean latency. */
    private OptionalDouble concurrency(LoadPoint point) {
        OptionalDouble stated = positive(point.load().inFlight());
        OptionalDouble mean = meanEndToEnd(point);
        if (stated.isPresent() || mean.isEmpty() || point.completed() == 0) {
            return stated;
        }
        return OptionalDouble.of(point.completedPerSecond() * mean.getAsDouble());
    }

    private static OptionalDouble meanEndToEnd(LoadPoint point) {
        OptionalDouble first = point.ttft().mean();
        OptionalDouble gap = point.itl().mean();
        OptionalDouble output = point.tokens().output();
        if (point.e2e().mean().isPresent() || first.isEmpty() || gap.isEmpty() || output.isEmpty()) {
            return positive(point.e2e().mean());
        }
        return positive(
                OptionalDouble.of(first.getAsDouble() + gap.getAsDouble() * Math.max(0, output.getAsDouble() - 1)));
    }

    /** The wanted figure. */
    private String word() {
        return percentile.isEmpty() ? "mean" : "P" + ImportedCurve.plain(percentile.getAsDouble());
    }
}
