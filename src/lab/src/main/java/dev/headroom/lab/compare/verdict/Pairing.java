// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.verdict.Curves.Curve;
import dev.headroom.lab.compare.verdict.SettingVerdict.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Sets two policies' curves of one setting against each other, seed by seed. */
final class Pairing {
    private final List<Curve> ours;
    private final List<Curve> theirs;
    private final int seeds;
    private final long oursReached;
    private final long theirsReached;
    private final Optional<ConfidenceInterval> difference;
    /** Their knob was not turned down far enough to say what the attainment costs them: no win can be claimed over that. */
    private final boolean theyMightDoForLess;

    /** Seeds that only one of them was run with pair with nothing and are left out. */
    Pairing(SortedMap<Long, Curve> ourCurves, SortedMap<Long, Curve> theirCurves) {
        this.ours = common(ourCurves, theirCurves);
        this.theirs = common(theirCurves, ourCurves);
        this.seeds = ours.size();
        this.oursReached = reached(ours);
        this.theirsReached = reached(theirs);
        this.difference = seeds < 2 || oursReached < seeds || theirsReached < seeds
                ? Optional.empty()
                : Optional.of(ConfidenceInterval.student(IntStream.range(0, seeds)
                        .mapToDouble(seed -> ours.get(seed).cost().figure()
                                        / theirs.get(seed).cost().figure()
                                - 1)
                        .toArray()));
        this.theyMightDoForLess = theirs.stream()
                .anyMatch(curve -> curve.cost().kind() == ParetoFront.Reading.Kind.EDGE
                        && curve.rows().size() > 1);
    }

    private static List<Curve> common(SortedMap<Long, Curve> curves, SortedMap<Long, Curve> others) {
        SortedMap<Long, Curve> common = new TreeMap<>(curves);
        common.keySet().retainAll(others.keySet());
        return List.copyOf(common.values());
    }

    private static long reached(List<Curve> curves) {
        return curves.stream().filter(curve -> curve.cost().reached()).count();
    }

    SettingVerdict verdict(Setting setting, PolicyForm opponent) {
        return new SettingVerdict(
                setting,
                opponent,
                outcome(),
                Curves.meanCost(ours),
                Curves.meanCost(theirs),
                difference,
                attainmentGain(),
                because());
    }

    private OptionalDouble attainmentGain() {
        return IntStream.range(0, seeds)
                .mapToObj(seed -> {
                    var their = theirs.get(seed).asGiven();
                    OptionalDouble bought = ours.get(seed)
                            .front()
                            .attainmentAt(their.gpuHours())
                            .value();
                    return bought.isPresent()
                            ? OptionalDouble.of(bought.getAsDouble() - their.attainment())
                            : OptionalDouble.empty();
                })
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }

    /** One seed shows nothing: what comes of it may be its chance alone. */
    private Outcome outcome() {
        if (seeds < 2) {
            return Outcome.UNDECIDED;
        }
        // Who gets there with some seeds only is not beaten by one who does with all, unless it does with none.
        boolean better = difference
                .map(interval -> interval.isBelowZero() && !theyMightDoForLess)
                .orElse(oursReached == seeds && theirsReached == 0);
        boolean worse =
                difference.map(ConfidenceInterval::isAboveZero).orElse(theirsReached == seeds && oursReached == 0);
        return better ? Outcome.WON : worse ? Outcome.LOST : Outcome.UNDECIDED;
    }

    private String because() {
        if (seeds == 0) {
            return "the two were run with no common seed";
        }
        if (oursReached < seeds || theirsReached < seeds) {
            return "99 % reached with " + oursReached + " of " + seeds + " seeds, by the other with " + theirsReached;
        }
        if (difference.isEmpty()) {
            return "one seed has no interval";
        }
        ConfidenceInterval interval = difference.get();
        if (interval.isBelowZero() && theyMightDoForLess) {
            return "the other's cheapest outcome is still above 99 %: it might do for less";
        }
        return "the interval over " + seeds + " seeds "
                + (interval.isBelowZero() || interval.isAboveZero() ? "excludes 0" : "includes 0");
    }
}
