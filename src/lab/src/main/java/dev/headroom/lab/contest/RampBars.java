// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import dev.headroom.lab.compare.verdict.Bar;
import dev.headroom.lab.compare.verdict.Bar.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The numbers to reach on llm-d's ramp, and whether Headroom as installed does. */
final class RampBars {
    /** Attainment on the ramp as published. */
    static final double ATTAINMENT = 0.98;
    /** At no more replicas in the mean. */
    static final double REPLICAS = 5.1;

    private static final double PERCENT = 100;

    private RampBars() {}

    /**
     * Both bars.
     *
     * @param ours Headroom's result
     * @param lines the others' at as many replicas on the reordered ramp; may be empty
     */
    static List<Bar> of(ScoredRamp.Result ours, List<EqualReplicas.Line> lines) {
        List<Bar> bars = new ArrayList<>();
        ScoredRamp.Score inOrder = ours.inOrder();
        bars.add(new Bar(
                "W1: at least 98 % at no more than 5.1 replicas",
                figures(inOrder),
                inOrder.attainment() >= ATTAINMENT && inOrder.meanReplicas() <= REPLICAS ? State.MET : State.MISSED));
        String what = "W1p: no worse than the best tuned baseline at equal replicas";
        Optional<EqualReplicas.Line> best = lines.stream()
                .filter(line -> line.tuned() && line.attainment().reached())
                .findFirst();
        bars.add(best.map(line -> new Bar(
                        what,
                        figures(ours.reordered()) + ", " + line.policy() + " " + line.variant()
                                + String.format(
                                        Locale.ROOT,
                                        " %.2f %%",
                                        PERCENT * line.attainment().figure()),
                        ours.reordered().attainment() >= line.attainment().figure() ? State.MET : State.MISSED))
                .orElseGet(() -> new Bar(what, "no tuned baseline was run at as many replicas", State.UNKNOWN)));
        return bars;
    }

    private static String figures(ScoredRamp.Score score) {
        return String.format(
                Locale.ROOT, "Headroom %.2f %% at %.2f", PERCENT * score.attainment(), score.meanReplicas());
    }
}
