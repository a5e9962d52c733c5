// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.compare.verdict.Criterion;
import dev.headroom.lab.policy.Baselines;
import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.lab.work.Crew;
import java.util.List;
import org.junit.jupiter.api.Test;

class EqualReplicasTest {
    private static final PolicyVariant POLICY = Baselines.family("B10").shipped();

    /** Six replicas at knob 1, in proportion; from 3 to 8 replicas a tenth of the misses each goes away. */
    private static final EqualReplicas.Course COURSE = variant -> score(6 * variant.knob());

    @Test
    void attainmentIsReadOffBetweenKnobs() {
        double above = EqualReplicas.at(POLICY, 5, COURSE).orElseThrow();
        double below = EqualReplicas.at(POLICY, 7, COURSE).orElseThrow();

        assertThat(above).isCloseTo(0.5, within(0.001));
        assertThat(below).isCloseTo(0.7, within(0.001));
    }

    @Test
    void whoHasMoreAtTheLowestKnobIsNotComparedAtAll() {
        assertThat(EqualReplicas.at(POLICY, 5, variant -> score(7))).isEmpty();
    }

    @Test
    void whoNeedsFewerKeepsWhatHeAttains() {
        assertThat(EqualReplicas.at(POLICY, 5, variant -> score(4)).orElseThrow())
                .isCloseTo(0.4, within(1e-9));
    }

    @Test
    void theBarAsksForTheBestTunedOne() {
        List<EqualReplicas.Line> lines = new EqualReplicas(new Crew(1))
                .lines(List.of(Baselines.family("B10"), Baselines.family("B4")), 5, COURSE, 5, List.of(COURSE));

        assertThat(lines).extracting(EqualReplicas.Line::tuned).containsExactlyInAnyOrder(true, false, true, false);
        assertThat(states(0.98, 5.1, 0.51, lines)).containsExactly(Criterion.State.MET, Criterion.State.MET);
        assertThat(states(0.98, 5.2, 0.49, lines)).containsExactly(Criterion.State.MISSED, Criterion.State.MISSED);
        assertThat(states(0.97, 5.0, 0.49, List.of())).containsExactly(Criterion.State.MISSED, Criterion.State.UNKNOWN);
    }

    private static List<Criterion.State> states(
            double attainment, double replicas, double reordered, List<EqualReplicas.Line> lines) {
        ScoredRamp.Result ours = new ScoredRamp.Result(
                "headroom",
                "Headroom",
                "shipped",
                1,
                new ScoredRamp.Score(attainment, attainment, replicas, 10),
                new ScoredRamp.Score(reordered, reordered, 5, 10));
        return RampCommand.criteria(ours, lines).stream().map(Criterion::state).toList();
    }

    private static ScoredRamp.Score score(double replicas) {
        double attainment = replicas / 10;
        return new ScoredRamp.Score(Math.min(1, attainment), 0, replicas, replicas);
    }
}
