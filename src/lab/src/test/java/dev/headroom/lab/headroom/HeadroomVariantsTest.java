// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.Posture;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadroomVariantsTest {
    private static final double RATE = 30;

    @Test
    void eachVariantOfEachBeliefIsAPolicyOfItsOwn() {
        List<PolicyVariant> all = Belief.all().stream()
                .flatMap(belief -> HeadroomVariants.catalogue(belief).stream())
                .toList();

        assertThat(all).hasSize(4 * (3 + HeadroomVariants.QUANTILES.size()));
        assertThat(all.stream().map(PolicyVariant::variant).distinct()).hasSize(all.size());
        assertThat(all).allSatisfy(variant -> {
            assertThat(variant.policy()).isEqualTo("headroom");
            assertThat(variant.maker().make(Episode.SET_UP).because()).isEqualTo("no plan has been made");
        });
    }

    @Test
    void theKnobIsOneWhereBalancedIsAndRisesWithTheQuantile() {
        List<Double> knobs = HeadroomVariants.QUANTILES.stream()
                .map(quantile ->
                        HeadroomVariants.ofQuantile(quantile, Belief.MEASURED).knob())
                .toList();

        assertThat(knobs).isSorted().doesNotHaveDuplicates();
        assertThat(knobs.get(0)).isCloseTo(0, within(1e-12));
        assertThat(HeadroomVariants.ofQuantile(0.99, Belief.MEASURED).knob()).isCloseTo(1, within(1e-12));
    }

    @Test
    void higherQuantilesAndSaferPosturesCoverMore() {
        double likely = covered(HeadroomVariants.ofQuantile(0.5, Belief.MEASURED));
        double usual = covered(HeadroomVariants.ofQuantile(0.99, Belief.MEASURED));
        assertThat(usual).isGreaterThan(likely);
        assertThat(covered(HeadroomVariants.ofQuantile(0.9999, Belief.MEASURED)))
                .isGreaterThan(usual);

        double balanced = covered(HeadroomVariants.ofPosture(Posture.BALANCED, Belief.MEASURED));
        assertThat(balanced)
                .isBetween(
                        covered(HeadroomVariants.ofPosture(Posture.LEAN, Belief.MEASURED)),
                        covered(HeadroomVariants.ofPosture(Posture.SAFE, Belief.MEASURED)));
    }

    @Test
    void aQuantileBelowTheLikelyDemandIsRefused() {
        assertThatThrownBy(() -> HeadroomVariants.ofQuantile(0.4, Belief.MEASURED))
                .hasMessage("the covered quantile must be 0.5 to below 1, was 0.4");
    }

    @Test
    void withoutABeliefThePlannerHasTheCeilingOfTheLoadTestAndWhatItLearns() {
        ReplicaPlan plan = plan(HeadroomVariants.ofPosture(Posture.BALANCED, Belief.ABSENT));

        assertThat(plan.basis().capacityMode()).isIn("concurrency", "prior", "learnt");
        assertThat(plan.basis().concurrencyPerReplica().orElseThrow()).isLessThanOrEqualTo(40);
    }

    @Test
    void documentsThatAreNotValidAreRefusedWithTheirFaults() {
        assertThatThrownBy(() -> PlannerDocuments.read("apiVersion: headroom.dev/v1\n", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the SLO policy is not valid")
                .hasMessageContaining("workload");
    }

    /** Standard errors above the likely demand. */
    private static double covered(PolicyVariant variant) {
        ReplicaPlan.Basis basis = plan(variant).basis();
        Demand demand = basis.demand().orElseThrow();
        return basis.plannedRate().orElseThrow() - demand.requestsPerSecond();
    }

    private static ReplicaPlan plan(PolicyVariant variant) {
        HeadroomPolicy policy = (HeadroomPolicy) variant.maker().make(Episode.SET_UP);
        return new Episode(Episode.traffic(at -> RATE, RATE, 3), 3, policy)
                .runTo(150)
                .last()
                .plan();
    }
}
