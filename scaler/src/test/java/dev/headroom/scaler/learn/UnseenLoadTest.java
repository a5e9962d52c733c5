// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.learn.CapacityEstimate.Source;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A load over twice what the newest look saw: 1,250 were booked, and at 1,800 a percentile is at 0.9 of its limit. */
class UnseenLoadTest {
    private static final double ROOM = 1800;

    private final CapacityLearner learner = new CapacityLearner(100, Source.STANDING);
    private final CapacityObservations looks =
            new CapacityObservations().booking(1250).closeTo(0.5);

    @Test
    void isBelievedUntilTheNextLook() {
        looks.show(learner, CapacityLearner.EVERY.multipliedBy(2));

        learner.stand(5000, looks.now());
        assertThat(learner.believed().shown()).isEqualTo(5000);

        looks.booking(5000, 1000).show(learner, CapacityLearner.EVERY);
        assertThat(learner.believed().shown()).isCloseTo(ROOM, within(1.0));
    }

    @Test
    void isNotBelievedWhereLooksDoNotGoOn() {
        looks.show(learner, CapacityLearner.EVERY.multipliedBy(2));
        Instant late = looks.now().plus(CapacityLearner.EVERY.multipliedBy(2)).plusSeconds(1);

        learner.stand(5000, late);

        assertThat(learner.believed().shown()).isCloseTo(ROOM, within(1.0));
    }

    @Test
    void isForgottenWhereNoReplicaIsLeft() {
        looks.show(learner, CapacityLearner.EVERY.multipliedBy(2));
        learner.stand(5000, looks.now());

        learner.stand(0, looks.now());

        assertThat(learner.believed().shown()).isLessThanOrEqualTo(ROOM);
    }

    @Test
    void isNotBelievedByWhoGoesOnFromAMemoryAndHasNotLooked() {
        looks.show(learner, CapacityLearner.EVERY.multipliedBy(2));
        CapacityLearner heir = new CapacityLearner(learner.memory());

        heir.stand(5000, looks.now());

        assertThat(heir.believed().shown()).isLessThan(5000);
    }

    /** An idle night, and a rush that was too much: what lies between was never lived, and is not taken from the fleet. */
    @Test
    void betweenWhatWasLivedAndAFarHeavierLoadThatWasTooMuchIsBelievedUpToThat() {
        CapacityLearner waking = new CapacityLearner(1000, Source.PROFILE);
        CapacityObservations day = new CapacityObservations();
        day.booking(50).missing(0).show(waking, Duration.ofHours(1));
        day.booking(1000).missing(6).show(waking, Duration.ofMinutes(10));

        day.booking(500).missing(0).show(waking, Duration.ofMinutes(1));

        assertThat(waking.believed().shown()).isBetween(500.0, 1050.0);
    }

    @Test
    void theFirstAnswersOfANewServerLeaveItsRoomAsItWas() {
        learner.noneServes();
        looks.booking(1250).missing(9).closeTo(4).show(learner, CapacityLearner.EVERY);

        learner.stand(1400, looks.now());

        assertThat(learner.believed().shown()).isEqualTo(1400);
    }

    @Test
    void lateAnswersAfterHalfAMinuteSpeakAgainstIt() {
        learner.noneServes();
        looks.booking(1250).missing(9).closeTo(4).show(learner, CapacityLearner.EVERY.multipliedBy(7));

        learner.stand(1400, looks.now());

        assertThat(learner.believed().shown()).isLessThan(1400);
    }

    @Test
    void lateAnswersOfAServerThatHasServedSpeakAgainstIt() {
        looks.booking(1250).missing(9).closeTo(4).show(learner, CapacityLearner.EVERY);

        learner.stand(1400, looks.now());

        assertThat(learner.believed().shown()).isLessThan(1400);
    }

    @Test
    void requestsThatWaitSpeakAgainstItAtOnce() {
        learner.noneServes();
        looks.booking(1250).missing(9).closeTo(4).queueing(5).show(learner, CapacityLearner.EVERY);

        learner.stand(1400, looks.now());

        assertThat(learner.believed().shown()).isLessThan(1400);
    }

    @Test
    void theFirstAnswersRaiseNoProfile() {
        CapacityLearner profiled = new CapacityLearner(100, Source.PROFILE);
        profiled.noneServes();
        looks.booking(1250).missing(9).closeTo(4).show(profiled, CapacityLearner.EVERY);

        profiled.stand(1400, looks.now());

        assertThat(profiled.believed().shown()).isLessThan(1400);
    }
}
