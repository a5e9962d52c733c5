// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.learn.CapacityEstimate.Source;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Misses that chance explains, or that no further replica takes away, are no limit of a replica. */
class MissesWithoutRemedyTest {
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final CapacityObservations looks = new CapacityObservations();

    @Test
    void missesThatNoLoadAvoidsBuyNoReplicas() {
        CapacityLearner learner = new CapacityLearner(1000, Source.STANDING);
        looks.booking(500).missing(2).show(learner, Duration.ofMinutes(20));
        looks.booking(1000).missing(2).show(learner, AN_HOUR);

        assertThat(learner.believed().unavoidable().orElseThrow()).isCloseTo(2, within(0.1));
        assertThat(learner.believed().breach()).isEmpty();
        assertThat(learner.believed().workPerSecond()).isGreaterThan(950);
    }

    @Test
    void whereManyMissAtEveryLoadATenthMoreIsNoDifference() {
        CapacityLearner learner = new CapacityLearner(1000, Source.STANDING);
        looks.booking(500).missing(6).show(learner, Duration.ofMinutes(20));
        looks.booking(1000).missing(6.5).show(learner, AN_HOUR);

        assertThat(learner.believed().unavoidable().orElseThrow()).isCloseTo(6, within(0.1));
        assertThat(learner.believed().breach()).isEmpty();
    }

    @Test
    void missesOfRequestsThatMetNoOtherBuyNoReplicas() {
        CapacityLearner learner = new CapacityLearner(1000, Source.STANDING);

        looks.booking(500).missing(6).crowded(4).show(learner, AN_HOUR);

        assertThat(learner.believed().breach()).isEmpty();
    }

    @Test
    void missesThatCompanyExplainsAreALimit() {
        CapacityLearner learner = new CapacityLearner(1000, Source.STANDING);

        looks.booking(500).missing(6).crowded(5.5).show(learner, Duration.ofMinutes(5));

        assertThat(learner.believed().breach()).isPresent();
    }

    @Test
    void fewMissesMoreThanMayAreChance() {
        CapacityLearner learner = new CapacityLearner(1000, Source.STANDING);

        // 5 may miss, and 5 + root 5 = 7.2 do by chance.
        looks.booking(500).missing(7 / 5.0).ofFew(5).show(learner, Duration.ofMinutes(5));
        assertThat(learner.believed().breach()).isEmpty();

        looks.missing(7.5 / 5.0).show(learner, Duration.ofMinutes(5));
        assertThat(learner.believed().breach()).isPresent();
    }

    @Test
    void missesThatALowerLoadAvoidsAreNotTakenForUnavoidable() {
        CapacityLearner learner = new CapacityLearner(1000, Source.STANDING);
        looks.booking(500).missing(0).show(learner, Duration.ofMinutes(20));
        looks.booking(1000).missing(2).show(learner, AN_HOUR);

        assertThat(learner.believed().unavoidable()).isEmpty();
    }
}
