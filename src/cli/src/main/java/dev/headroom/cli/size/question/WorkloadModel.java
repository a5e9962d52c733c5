// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.question;

import dev.headroom.cli.size.question.SizingQuestion.Load;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The load that hardware must carry: the second of the four steps from business inputs to an architecture.
 *
 * @param peakRequestsPerSecond of the busiest minute, after the growth; above 0
 * @param meanRequestsPerSecond of an ordinary hour, after the growth; above 0
 * @param shape of the requests
 * @param figures all numbers in words, in the order in which they follow from each other
 */
public record WorkloadModel(
        double peakRequestsPerSecond, double meanRequestsPerSecond, TrafficShape shape, List<Figure> figures) {
    private static final MathContext DIGITS = new MathContext(4);

    public WorkloadModel {
        figures = List.copyOf(figures);
    }

    /**
     * A number for people.
     *
     * @param name of it
     * @param value with its unit
     * @param origin where it comes from
     */
    public record Figure(String name, String value, String origin) {}

    /** Of a question. */
    public static WorkloadModel of(SizingQuestion question) {
        Load load = question.load();
        double grown =
                load.meanRequestsPerSecond().value() * (1 + load.growthPercent().value() / 100);
        double peak = grown * load.peakFactor().value();
        TokenLengths input = question.tokens().input();
        TokenLengths output = question.tokens().output();
        TrafficShape shape = new TrafficShape(input.mean(), output.mean(), load.arrivals())
                .with(new TrafficShape.Spread(
                        input.spread(), output.spread(), load.burstSeconds().value()));
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(
                "pattern", question.pattern().word(), question.pattern().source()));
        figures.addAll(rates(load, grown, peak));
        figures.addAll(tokens(question, peak));
        figures.addAll(arrivals(load, peak));
        figures.addAll(promise(question, peak));
        return new WorkloadModel(peak, grown, shape, figures);
    }

    private static List<Figure> rates(Load load, double grown, double peak) {
        List<Figure> figures = new ArrayList<>();
        load.users().ifPresent(users -> {
            figures.add(new Figure("users", number(users.count()), Sourced.STATED));
            figures.add(new Figure("requests per user and hour", number(users.requestsPerUserHour()), Sourced.STATED));
        });
        figures.add(new Figure(
                "requests/s, mean",
                number(load.meanRequestsPerSecond().value()),
                load.meanRequestsPerSecond().origin()));
        figures.add(figure("growth", number(load.growthPercent().value()) + " %", load.growthPercent()));
        figures.add(figure("peak over mean", number(load.peakFactor().value()), load.peakFactor()));
        figures.add(new Figure(
                "requests/s, peak",
                number(peak),
                number(grown) + " with growth x " + number(load.peakFactor().value())));
        return figures;
    }

    private static List<Figure> tokens(SizingQuestion question, double peak) {
        SizingQuestion.Tokens tokens = question.tokens();
        return List.of(
                new Figure("tokens in, mean and P95", lengths(tokens.input()), tokens.inputOrigin()),
                new Figure("tokens out, mean and P95", lengths(tokens.output()), tokens.outputOrigin()),
                new Figure(
                        "tokens/s in, peak",
                        number(peak * tokens.input().mean()),
                        "requests/s at the peak x tokens in"),
                new Figure(
                        "tokens/s out, peak",
                        number(peak * tokens.output().mean()),
                        "requests/s at the peak x tokens out"));
    }

    private static List<Figure> arrivals(Load load, double peak) {
        boolean steady = load.arrivals() == TrafficShape.Arrivals.STEADY;
        double varianceOverMean = steady ? 0 : 1 + peak * load.burstSeconds().value();
        return List.of(
                new Figure(
                        "arrivals",
                        load.arrivals().name().toLowerCase(Locale.ROOT),
                        steady ? "evenly spaced: load tests, queues" : "users act independently of each other"),
                new Figure(
                        "burstiness (variance/mean in 5 s)",
                        number(varianceOverMean),
                        steady
                                ? "steady arrivals"
                                : "1 for independent users + peak x "
                                        + number(load.burstSeconds().value()) + " s, "
                                        + load.burstSeconds().origin()));
    }

    private static List<Figure> promise(SizingQuestion question, double peak) {
        SizingQuestion.Promise promise = question.promise();
        List<Figure> figures = new ArrayList<>();
        String origin = promise.word()
                .map(word -> "preset " + word
                        + promise.note().map(note -> "; " + note).orElse(""))
                .orElse(Sourced.STATED);
        for (Objective objective : promise.objectives()) {
            figures.add(new Figure("promise", objective.toString(), origin));
        }
        inFlightSeconds(question)
                .ifPresent(seconds -> figures.add(new Figure(
                        "requests in flight at the limit",
                        number(peak * seconds),
                        "Little's law: " + number(peak) + " requests/s x " + number(seconds) + " s")));
        return figures;
    }

    /** The time that a request may take: its E2E limit, or TTFT and ITL for a mean answer. */
    private static Optional<Double> inFlightSeconds(SizingQuestion question) {
        Optional<Double> whole = question.promise().limitSeconds(Signal.E2E);
        Optional<Double> first = question.promise().limitSeconds(Signal.TTFT);
        Optional<Double> next = question.promise().limitSeconds(Signal.ITL);
        return whole.or(() -> first.flatMap(start -> next.map(
                step -> start + step * Math.max(0, question.tokens().output().mean() - 1))));
    }

    private static Figure figure(String name, String value, Sourced number) {
        return new Figure(name, value, number.origin());
    }

    private static String lengths(TokenLengths lengths) {
        return number(lengths.mean()) + ", " + number(lengths.p95());
    }

    /** To four digits. */
    static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
    }
}
