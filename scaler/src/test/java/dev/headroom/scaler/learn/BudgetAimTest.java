// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.slo.CostTerms;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.scaler.slo.SloPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BudgetAimTest {
    private static final Optional<CostTerms> NOT_SAID = Optional.empty();

    @Test
    void isThePosturesShareWhereAStartTakesAsUsual() {
        assertThat(aim(Posture.BALANCED, NOT_SAID, BudgetAim.USUAL)).isEqualTo(BudgetAim.BALANCED);
        assertThat(aim(Posture.LEAN, NOT_SAID, BudgetAim.USUAL)).isEqualTo(BudgetAim.LEAN);
        assertThat(aim(Posture.SAFE, NOT_SAID, BudgetAim.USUAL)).isEqualTo(BudgetAim.SAFE);
        assertThat(BudgetAim.SAFE).isLessThan(BudgetAim.BALANCED);
        assertThat(BudgetAim.BALANCED).isLessThan(BudgetAim.LEAN);
    }

    @Test
    void keepsMoreOfTheBudgetTheLongerAStartTakes() {
        // √(120 s / 480 s) = 1/2.
        assertThat(aim(Posture.BALANCED, NOT_SAID, BudgetAim.USUAL.multipliedBy(4)))
                .isCloseTo(BudgetAim.BALANCED / 2, within(1e-12));
    }

    @Test
    void leavesTheShareWhereASpoiltRequestASecondCostsAsMuchAsAReplica() {
        Optional<CostTerms> even = Optional.of(new CostTerms(3.6, 0.001));

        assertThat(aim(Posture.BALANCED, even, BudgetAim.USUAL)).isCloseTo(BudgetAim.BALANCED, within(1e-12));
    }

    @Test
    void spendsLessWhereASpoiltRequestIsDearAndMoreWhereItIsCheap() {
        double dear = aim(Posture.SAFE, Optional.of(new CostTerms(2, 1)), BudgetAim.USUAL);
        double cheap = aim(Posture.SAFE, Optional.of(new CostTerms(200, 0.0001)), BudgetAim.USUAL);

        assertThat(dear).isLessThan(BudgetAim.SAFE);
        assertThat(cheap).isGreaterThan(BudgetAim.SAFE);
    }

    @Test
    void costsThatAreNotStatedMoveNothing() {
        assertThat(aim(Posture.SAFE, Optional.of(new CostTerms(2, 0)), BudgetAim.USUAL))
                .isEqualTo(BudgetAim.SAFE);
    }

    @Property(tries = 300)
    void isAlwaysAShare(
            @ForAll Posture posture,
            @ForAll @IntRange(min = 1, max = 100_000) int seconds,
            @ForAll @DoubleRange(min = 0, max = 1e6) double gpuHour,
            @ForAll @DoubleRange(min = 0, max = 1e6) double violation) {
        double aim = aim(posture, Optional.of(new CostTerms(gpuHour, violation)), Duration.ofSeconds(seconds));

        assertThat(aim).isGreaterThan(0).isLessThanOrEqualTo(1);
    }

    private static double aim(Posture posture, Optional<CostTerms> cost, Duration horizon) {
        SloPolicy policy = new SloPolicy(
                new DocumentName("llm", "chat"),
                new SloPolicy.WorkloadSelector(Set.of("llama"), Optional.empty()),
                List.of(),
                OptionalInt.of(8),
                Optional.empty(),
                new ReplicaLimits(1, 40, ReplicaLimits.WhenDark.FALLBACK),
                new SloPolicy.Terms(posture, cost, Mode.ENFORCE));
        return BudgetAim.of(policy, horizon, OptionalInt.of(1));
    }
}
