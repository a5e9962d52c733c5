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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BudgetAimTest {
    private static final Optional<CostTerms> NOT_SAID = Optional.empty();

    @Test
    void isThePosturesShare() {
        assertThat(aim(Posture.BALANCED, NOT_SAID)).isEqualTo(BudgetAim.BALANCED);
        assertThat(aim(Posture.LEAN, NOT_SAID)).isEqualTo(BudgetAim.LEAN);
        assertThat(aim(Posture.SAFE, NOT_SAID)).isEqualTo(BudgetAim.SAFE);
        assertThat(BudgetAim.SAFE).isLessThan(BudgetAim.BALANCED);
        assertThat(BudgetAim.BALANCED).isLessThan(BudgetAim.LEAN);
    }

    @Test
    void leavesTheShareWhereASpoiltRequestASecondCostsAsMuchAsAReplica() {
        Optional<CostTerms> even = Optional.of(new CostTerms(3.6, 0.001));

        assertThat(aim(Posture.BALANCED, even)).isCloseTo(BudgetAim.BALANCED, within(1e-12));
    }

    @Test
    void spendsLessWhereASpoiltRequestIsDearAndMoreWhereItIsCheap() {
        double dear = aim(Posture.SAFE, Optional.of(new CostTerms(2, 1)));
        double cheap = aim(Posture.SAFE, Optional.of(new CostTerms(200, 0.0001)));

        assertThat(dear).isLessThan(BudgetAim.SAFE);
        assertThat(cheap).isGreaterThan(BudgetAim.SAFE);
    }

    @Test
    void costsThatAreNotStatedMoveNothing() {
        assertThat(aim(Posture.SAFE, Optional.of(new CostTerms(2, 0)))).isEqualTo(BudgetAim.SAFE);
    }

    @Property(tries = 300)
    void isAlwaysAShare(
            @ForAll Posture posture,
            @ForAll @DoubleRange(min = 0, max = 1e6) double gpuHour,
            @ForAll @DoubleRange(min = 0, max = 1e6) double violation) {
        double aim = aim(posture, Optional.of(new CostTerms(gpuHour, violation)));

        assertThat(aim).isGreaterThan(0).isLessThanOrEqualTo(1);
    }

    private static double aim(Posture posture, Optional<CostTerms> cost) {
        SloPolicy policy = new SloPolicy(
                new DocumentName("llm", "chat"),
                new SloPolicy.WorkloadSelector(Set.of("llama"), Optional.empty()),
                List.of(),
                OptionalInt.of(8),
                Optional.empty(),
                new ReplicaLimits(1, 40, ReplicaLimits.WhenDark.FALLBACK),
                new SloPolicy.Terms(posture, cost, Mode.ENFORCE));
        return BudgetAim.of(policy, OptionalInt.of(1));
    }
}
