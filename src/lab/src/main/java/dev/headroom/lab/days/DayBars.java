// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Whether one policy clears the bars that are set for a planner over whole days. */
final class DayBars {
    private static final double LEAST_KEPT = 0.95;
    private static final double MOST_MEDIAN = 1.15;
    private static final double MOST_HIGH = 1.35;
    private static final double HIGH = 0.9;
    private static final double LEVEL = 1.02;
    private static final double LEAST_LEVEL_SHARE = 0.8;
    private static final double MOST_DEARER = 1.10;
    private static final double MOST_REVERSALS = 12;
    private static final double MOST_CHANGES = 1;
    /** The day on which nothing happens. */
    private static final String FLAT = "flat";

    private static final int HOURS = 24;

    /**
     * A bar.
     *
     * @param what is asked
     * @param found in words
     * @param cleared or not
     */
    record Bar(String what, String found, boolean cleared) {}

    private final String policy;
    private final Map<String, List<DayStanding>> bySetting;

    DayBars(String policy, List<DayStanding> standings) {
        this.policy = policy;
        this.bySetting = standings.stream()
                .collect(Collectors.groupingBy(standing -> standing.cell().setting()));
    }

    /** Those about which the standings say anything. */
    List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        List<DayStanding> own = own(standing -> true);
        if (own.isEmpty()) {
            return bars;
        }
        bars.add(kept());
        List<DayStanding> keeping = own(DayStanding::kept);
        if (!keeping.isEmpty()) {
            bars.add(cost(keeping));
            if (!ratios().isEmpty()) {
                bars.add(others());
            }
        }
        double reversals =
                own.stream().mapToDouble(DayStanding::reversalsPerDay).max().orElse(0);
        bars.add(new Bar(
                "at most 12 reversals a day",
                "most " + number(reversals) + ", on " + on(own, DayStanding::reversalsPerDay),
                reversals <= MOST_REVERSALS));
        int seconds = own.stream().mapToInt(DayStanding::overAskSeconds).max().orElse(0);
        bars.add(new Bar(
                "no answer above 1.5 x the staircase's hour + 1",
                "largest ratio "
                        + number(own.stream()
                                .mapToDouble(DayStanding::overAskRatio)
                                .max()
                                .orElse(0))
                        + "; above in "
                        + own.stream().filter(one -> one.overAskSeconds() > 0).count() + " of "
                        + own.size() + " cells, at most for " + seconds + " s",
                seconds == 0));
        own.stream()
                .filter(one -> one.cell().day().equals(FLAT))
                .forEach(one -> bars.add(new Bar(
                        "at most one change in a flat hour",
                        number(one.changes() / HOURS) + " an hour, on "
                                + one.cell().setting(),
                        one.changes() / HOURS <= MOST_CHANGES)));
        return bars;
    }

    private Bar kept() {
        long possible = bySetting.values().stream()
                .filter(all -> all.stream().anyMatch(DayStanding::kept))
                .count();
        long kept = own(DayStanding::kept).size();
        return new Bar(
                "the promise kept in 95 % of the cells that any policy keeps",
                kept + " of " + possible, kept >= LEAST_KEPT * possible);
    }

    private static Bar cost(List<DayStanding> keeping) {
        double[] over = keeping.stream()
                .mapToDouble(DayStanding::overStaircase)
                .sorted()
                .toArray();
        double median = over[(over.length - 1) / 2];
        double high = over[(int) Math.ceil(HIGH * over.length) - 1];
        return new Bar(
                "GPU-hours over the staircase, where it is kept: median 1.15, P90 1.35 at most",
                "median " + number(median) + ", P90 " + number(high),
                median <= MOST_MEDIAN && high <= MOST_HIGH);
    }

    private Bar others() {
        double[] ratios = ratios().stream().mapToDouble(Double::doubleValue).toArray();
        double level =
                (double) Arrays.stream(ratios).filter(ratio -> ratio <= LEVEL).count() / ratios.length;
        double worst = Arrays.stream(ratios).max().orElse(1);
        return new Bar(
                "cheaper than each other policy that keeps it, or within 2 %, in 80 % of the pairs; never 10 % dearer",
                String.format(
                        Locale.ROOT, "%.0f %% of %d pairs, dearest %s", 100 * level, ratios.length, number(worst)),
                level >= LEAST_LEVEL_SHARE && worst <= MOST_DEARER);
    }

    /** Own GPU-hours over those of each other policy that keeps the promise, where this one keeps it too. */
    private List<Double> ratios() {
        List<Double> ratios = new ArrayList<>();
        for (DayStanding own : own(DayStanding::kept)) {
            bySetting.getOrDefault(own.cell().setting(), List.of()).stream()
                    .filter(other -> !other.policy().equals(policy) && other.kept())
                    .forEach(other -> ratios.add(own.gpuHours() / other.gpuHours()));
        }
        return ratios;
    }

    private List<DayStanding> own(Predicate<DayStanding> which) {
        return bySetting.values().stream()
                .flatMap(List::stream)
                .filter(standing -> standing.policy().equals(policy))
                .filter(which)
                .toList();
    }

    private static String on(List<DayStanding> own, Function<DayStanding, Double> figure) {
        return own.stream()
                .max((one, other) -> Double.compare(figure.apply(one), figure.apply(other)))
                .map(most -> most.cell().setting())
                .orElse("none");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
