// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** Sets two sides' curves of one setting against each other, seed by seed. */
final class Pairing {
    private static final BigDecimal PERCENT = new BigDecimal(100);

    private final double attainment;
    private final List<Matched> ours = new ArrayList<>();
    private final List<Matched> theirs = new ArrayList<>();
    private final List<Double> gains = new ArrayList<>();
    /** Their knob was not turned down far enough to say what the attainment costs them: no win can be claimed over that. */
    private boolean theyMightDoForLess;

    /** Seeds that only one of them was run with pair with nothing and are left out. */
    Pairing(SortedMap<Long, Curve> ourCurves, SortedMap<Long, Curve> theirCurves, double attainment) {
        this.attainment = attainment;
        ourCurves.forEach((seed, our) -> {
            Curve their = theirCurves.get(seed);
            if (their != null) {
                add(our, their);
            }
        });
    }

    private void add(Curve our, Curve their) {
        ours.add(our.front().costAt(attainment));
        Matched theirCost = their.front().costAt(attainment);
        theirs.add(theirCost);
        theyMightDoForLess |=
                theirCost.kind() == Matched.Kind.EDGE && their.rows().size() > 1;
        double cost = their.asGiven().cost().gpuHours();
        our.front()
                .attainmentAt(cost)
                .value()
                .ifPresent(bought ->
                        gains.add(bought - their.asGiven().attainment().all()));
    }

    int seeds() {
        return ours.size();
    }

    CellVerdict verdict(Setting setting, Side opponent) {
        Optional<Interval> difference = difference();
        return new CellVerdict(
                setting,
                opponent,
                outcome(difference),
                mean(ours),
                mean(theirs),
                difference,
                gains.stream().mapToDouble(Double::doubleValue).average(),
                because(difference));
    }

    private static OptionalDouble mean(List<Matched> costs) {
        return costs.stream().allMatch(Matched::reached)
                ? costs.stream().mapToDouble(Matched::figure).average()
                : OptionalDouble.empty();
    }

    private Optional<Interval> difference() {
        if (seeds() < 2 || reached(ours) < seeds() || reached(theirs) < seeds()) {
            return Optional.empty();
        }
        double[] relative = new double[seeds()];
        for (int seed = 0; seed < relative.length; seed++) {
            relative[seed] = ours.get(seed).figure() / theirs.get(seed).figure() - 1;
        }
        return Optional.of(Interval.student(relative));
    }

    private static int reached(List<Matched> costs) {
        return (int) costs.stream().filter(Matched::reached).count();
    }

    /** One seed shows nothing: what comes of it may be its chance alone. */
    private Outcome outcome(Optional<Interval> difference) {
        if (seeds() < 2) {
            return Outcome.UNDECIDED;
        }
        if (difference.isPresent()) {
            return decided(difference.get());
        }
        // Who gets there with some seeds only is not beaten by one who does with all, unless it does with none.
        if (reached(ours) == seeds() && reached(theirs) == 0) {
            return Outcome.WON;
        }
        return reached(theirs) == seeds() && reached(ours) == 0 ? Outcome.LOST : Outcome.UNDECIDED;
    }

    private Outcome decided(Interval difference) {
        if (difference.isBelowZero()) {
            return theyMightDoForLess ? Outcome.UNDECIDED : Outcome.WON;
        }
        return difference.isAboveZero() ? Outcome.LOST : Outcome.UNDECIDED;
    }

    private String because(Optional<Interval> difference) {
        String percent = PERCENT.multiply(BigDecimal.valueOf(attainment))
                        .stripTrailingZeros()
                        .toPlainString() + " %";
        if (seeds() == 0) {
            return "the two were run with no common seed";
        }
        if (reached(ours) < seeds() || reached(theirs) < seeds()) {
            return percent + " reached with " + reached(ours) + " of " + seeds() + " seeds, by the other with "
                    + reached(theirs);
        }
        if (difference.isEmpty()) {
            return "one seed has no interval";
        }
        Interval interval = difference.get();
        if (interval.isBelowZero() && theyMightDoForLess) {
            return "the other's cheapest outcome is still above " + percent + ": it might do for less";
        }
        return interval.isBelowZero() || interval.isAboveZero()
                ? "the interval over " + seeds() + " seeds excludes 0"
                : "the interval over " + seeds() + " seeds includes 0";
    }
}
