// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.scaler.learn.CapacityEstimate.Source;
import dev.headroom.scaler.plan.ReplicaPlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeadroomVariantsTest {
    private static final double RATE = 30;

    @Test
    void eachBeliefIsAPolicyOfItsOwnWithAndWithoutAdmissions() {
        List<PolicyVariant> all = Belief.all().stream()
                .flatMap(belief -> Stream.of(
                        HeadroomVariants.ofKnob(1, belief, HeadroomOptions.HORIZON),
                        HeadroomVariants.withAdmissions(1, belief, HeadroomOptions.HORIZON)))
                .toList();

        assertThat(all.stream().map(PolicyVariant::variant).distinct())
                .hasSize(2 * Belief.all().size());
        assertThat(all).allSatisfy(variant -> {
            assertThat(variant.policy()).isEqualTo("headroom");
            assertThat(variant.maker().make(Episode.SET_UP).because()).isEqualTo("no plan has been made");
        });
    }

    @Test
    void theKnobMultipliesTheDemandThatIsPlannedFor() {
        Demand once = plan(1, Belief.MEASURED).basis().demand().orElseThrow();
        Demand twice = plan(2, Belief.MEASURED).basis().demand().orElseThrow();

        // Neither fleet is so small that it changes what came until then.
        assertThat(twice.requestsPerSecond()).isCloseTo(2 * once.requestsPerSecond(), within(0.1 * RATE));
        assertThat(twice.ready()).isGreaterThan(1.8 * once.ready());
    }

    @Test
    void withAProfileAShareOfWhatItSaysIsBelievedAtFirst() {
        assertThat(sourceOf(plan(1, Belief.MEASURED))).isEqualTo(Source.PROFILE);
    }

    @Test
    void withoutABeliefWhatStandsIsBelievedAtFirst() {
        ReplicaPlan plan = plan(1, Belief.ABSENT);

        assertThat(sourceOf(plan)).isEqualTo(Source.STANDING);
        // A chance peak above what each carried at first asks for one more.
        assertThat(plan.desired()).as(plan.because()).isBetween(3, 4);
    }

    @Test
    void documentsThatAreNotValidAreRefusedWithTheirFaults() {
        assertThatThrownBy(() -> PlannerDocuments.read("apiVersion: headroom.dev/v1\n", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the SLO policy is not valid")
                .hasMessageContaining("workload");
    }

    private static Source sourceOf(ReplicaPlan plan) {
        return plan.basis().believed().map(CapacityEstimate::source).orElseThrow();
    }

    private static ReplicaPlan plan(double knob, Belief belief) {
        HeadroomPolicy policy = (HeadroomPolicy) HeadroomVariants.ofKnob(knob, belief, HeadroomOptions.HORIZON)
                .maker()
                .make(Episode.SET_UP);
        return new Episode(Episode.traffic(at -> RATE, RATE, 3), 3, policy)
                .runTo(150)
                .last()
                .plan();
    }
}
