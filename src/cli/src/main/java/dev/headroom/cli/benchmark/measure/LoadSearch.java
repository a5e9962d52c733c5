// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import dev.headroom.cli.benchmark.plan.BenchmarkPlan;
import dev.headroom.cli.benchmark.plan.LoadStep;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Chooses the next load from the measured ones. First the closed loop climbs the plan's concurrencies, until something breaks or the knee is far
 * behind; then it measures between neighbours of the knee. The open loop climbs the plan's rates likewise, up to the highest
 * throughput of the closed loop if that carried anything, and halves the distance between the highest carried rate and the lowest broken one.
 */
final class LoadSearch {
    /** A load is known well enough when its neighbours are this near. */
    static final double NEAR = 1.05;

    /** Steps between those of the plan, for each loop. */
    static final int MOST_REFINEMENTS = 8;

    /** The knee is far behind where throughput over latency is below this share of its best. */
    private static final double FAR = 0.3;

    private final BenchmarkPlan plan;

    LoadSearch(BenchmarkPlan plan) {
        this.plan = plan;
    }

    /** The next load; empty at the end. */
    Optional<LoadStep> next(List<JudgedLoad> measured) {
        List<JudgedLoad> closed = sorted(measured, false);
        return climb(closed).or(() -> besideKnee(closed)).or(() -> nextRate(sorted(measured, true), closed));
    }

    /** The point of the closed loop whose throughput over latency is highest; empty where nothing ended. */
    static Optional<JudgedLoad> knee(List<JudgedLoad> measured) {
        return sorted(measured, false).stream()
                .filter(each -> each.result().power() > 0)
                .max(Comparator.comparingDouble(each -> each.result().power()));
    }

    /** The highest rate of the open loop that was carried, below every broken one. */
    static Optional<JudgedLoad> carried(List<JudgedLoad> measured) {
        List<JudgedLoad> open = sorted(measured, true);
        double lowestBroken = lowestBroken(open).orElse(Double.POSITIVE_INFINITY);
        return open.stream()
                .filter(each -> each.kept() && each.load() < lowestBroken)
                .max(Comparator.comparingDouble(JudgedLoad::load));
    }

    private Optional<LoadStep> climb(List<JudgedLoad> closed) {
        double best =
                closed.stream().mapToDouble(each -> each.result().power()).max().orElse(0);
        Optional<JudgedLoad> last = closed.stream().max(Comparator.comparingDouble(JudgedLoad::load));
        double highest = last.map(JudgedLoad::load).orElse(0.0);
        boolean over = closed.stream().anyMatch(each -> !each.kept())
                || last.filter(each -> each.result().power() < FAR * best).isPresent();
        return over
                ? Optional.empty()
                : plan.concurrencies().stream()
                        .filter(users -> users > highest)
                        .findFirst()
                        .map(LoadStep::users);
    }

    private Optional<LoadStep> besideKnee(List<JudgedLoad> closed) {
        Optional<JudgedLoad> knee = knee(closed);
        long refined = closed.stream()
                .filter(each -> !plan.concurrencies().contains((int) each.load()))
                .count();
        if (knee.isEmpty() || refined >= MOST_REFINEMENTS) {
            return Optional.empty();
        }
        double at = knee.get().load();
        OptionalDouble below = closed.stream()
                .mapToDouble(JudgedLoad::load)
                .filter(load -> load < at)
                .max();
        OptionalDouble above = closed.stream()
                .mapToDouble(JudgedLoad::load)
                .filter(load -> load > at)
                .min();
        return Stream.of(between(at, above), between(below.orElse(at), OptionalDouble.of(at)))
                .flatMap(Optional::stream)
                .max(Comparator.comparingDouble(Gap::ratio))
                .map(gap -> LoadStep.users(gap.middle()));
    }

    /** Two neighbours with room between them. */
    private record Gap(double ratio, int middle) {}

    private static Optional<Gap> between(double low, OptionalDouble high) {
        double ratio = high.orElse(low) / low;
        int middle = (int) Math.round(Math.sqrt(low * high.orElse(low)));
        return ratio > NEAR && middle > low && middle < high.orElse(low)
                ? Optional.of(new Gap(ratio, middle))
                : Optional.empty();
    }

    private Optional<LoadStep> nextRate(List<JudgedLoad> open, List<JudgedLoad> closed) {
        if (!closed.isEmpty() && closed.stream().noneMatch(JudgedLoad::kept)) {
            return Optional.empty();
        }
        double most = closed.stream()
                .mapToDouble(each -> each.result().completedPerSecond())
                .max()
                .orElse(Double.POSITIVE_INFINITY);
        OptionalDouble broken = lowestBroken(open);
        double ceiling = Math.min(broken.orElse(Double.POSITIVE_INFINITY), most);
        double carried = carried(open).map(JudgedLoad::load).orElse(0.0);
        Optional<LoadStep> planned = plan.rates().stream()
                .filter(rate -> rate > carried && rate < ceiling)
                .filter(rate -> open.stream().noneMatch(each -> each.load() == rate))
                .findFirst()
                .map(LoadStep::perSecond);
        return broken.isEmpty() && planned.isPresent() ? planned : halve(open, carried, ceiling);
    }

    private Optional<LoadStep> halve(List<JudgedLoad> open, double carried, double ceiling) {
        long refined = open.stream()
                .filter(each -> !plan.rates().contains(each.load()))
                .count();
        if (plan.rates().isEmpty()
                || refined >= MOST_REFINEMENTS
                || !Double.isFinite(ceiling)
                || ceiling <= carried * NEAR) {
            return Optional.empty();
        }
        double rate = carried > 0 ? Math.sqrt(carried * ceiling) : ceiling / 2;
        return rate > 0 ? Optional.of(LoadStep.perSecond(rate)) : Optional.empty();
    }

    private static OptionalDouble lowestBroken(List<JudgedLoad> open) {
        return open.stream()
                .filter(each -> !each.kept())
                .mapToDouble(JudgedLoad::load)
                .min();
    }

    private static List<JudgedLoad> sorted(List<JudgedLoad> measured, boolean open) {
        return measured.stream()
                .filter(each -> each.result().step().isOpen() == open)
                .sorted(Comparator.comparingDouble(JudgedLoad::load))
                .toList();
    }
}
