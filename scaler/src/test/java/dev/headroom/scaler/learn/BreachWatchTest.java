// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import static dev.headroom.scaler.learn.BreachWatch.IN_A_ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Four replicas stand ready for 4,000 tokens/s, of which 3,600 arrive. */
class BreachWatchTest {
    /** What each of the four is believed to carry: more than the 1,000 that it is booked with. */
    private static final double BELIEVED = 1200;

    private final CapacityObservations looks =
            new CapacityObservations().booking(4000, 3600).on(4);
    private final BreachWatch watch = new BreachWatch();

    @Test
    void looksMayErrAndThreeInARowAreABreach() {
        look(2);
        look(2);
        assertThat(watch.breach()).isEmpty();
        look(0);
        look(2);
        look(2);
        assertThat(watch.breach()).isEmpty();

        look(2);

        assertThat(watch.breach()).contains(new CapacityEstimate.Breach(looks.now(), false));
        // What each was booked with: 4,000 / 4, less a little.
        assertThat(watch.limit().orElseThrow()).isCloseTo(BreachWatch.BELOW * 1000, within(1e-9));
    }

    @Test
    void aPercentileThatIsJustKeptIsNoBreach() {
        for (int i = 0; i < 5; i++) {
            look(1);
        }

        assertThat(watch.breach()).isEmpty();
    }

    @Test
    void theLimitIsNotFarAboveWhatWasCarried() {
        looks.booking(4000, 2000);

        broken();

        // 500 arrive at each: the 1,000 that each was booked with were never carried.
        assertThat(watch.limit().orElseThrow()).isCloseTo(BreachWatch.MOST_OVER_CARRIED * 500, within(1e-9));
    }

    @Test
    void replicasThatComeShareTheLoadAndProveNothing() {
        broken();
        double limit = watch.limit().orElseThrow();

        looks.on(8);
        for (int i = 0; i < 10; i++) {
            look(8);
        }

        assertThat(watch.limit()).hasValue(limit);
    }

    @Test
    void farTooManyMissesCountWhatWasFinished() {
        looks.finishing(3600);
        broken();
        look(BreachWatch.FAR + 1);

        assertThat(watch.limit().orElseThrow()).isCloseTo(BreachWatch.BELOW * 900, within(1e-9));
    }

    @Test
    void aQueueCountsWhatIsFinished() {
        looks.queueing(true).finishing(3000);

        look(0);
        look(0);
        look(0);

        assertThat(watch.breach()).contains(new CapacityEstimate.Breach(looks.now(), true));
        // A queue with its promise kept proves no more than that little more is carried.
        assertThat(watch.limit().orElseThrow()).isCloseTo(BreachWatch.MOST_OVER_CARRIED * 750, within(1e-9));
    }

    @Test
    void farMoreThanIsFinishedCountsWhateverThePercentilesSay() {
        looks.queueing(true).finishing(2000);

        look(0);
        look(0);
        look(0);

        assertThat(watch.limit().orElseThrow()).isCloseTo(BreachWatch.BELOW * 500, within(1e-9));
    }

    @Test
    void whatNobodyHasFinishedYetIsNoProof() {
        broken();
        look(BreachWatch.FAR + 1);

        assertThat(watch.limit().orElseThrow()).isCloseTo(BreachWatch.BELOW * 1000, within(1e-9));
    }

    @Test
    void whatIsMissedAnywayIsNoBreach() {
        looks.missing(3);
        for (int i = 0; i < 5; i++) {
            watch.look(looks.next(), 2.6, BELIEVED);
        }
        assertThat(watch.breach()).isEmpty();

        looks.missing(4);
        for (int i = 0; i < IN_A_ROW; i++) {
            watch.look(looks.next(), 2.6, BELIEVED);
        }

        assertThat(watch.breach()).isPresent();
    }

    @Test
    void aBreachAtALoadThatWasKnownToBeTooMuchProvesNothing() {
        // 3,600 arrive at one replica where it is believed to carry 1,200.
        looks.on(1).queueing(true).finishing(900);

        broken();

        assertThat(watch.breach()).isPresent();
        assertThat(watch.limit()).isEmpty();
        assertThat(watch.provesNothing()).isTrue();
    }

    @Test
    void itProvesALimitOnceEnoughReplicasHaveBeenWarmForAWhile() {
        looks.on(1).queueing(true).finishing(900);
        broken();

        looks.on(4).finishing(3600);
        for (int i = 0; i < 35; i++) {
            look(2);
        }
        assertThat(watch.limit()).as("replicas that have just come").isEmpty();
        look(2);
        look(2);

        assertThat(watch.limit().orElseThrow()).isCloseTo(BreachWatch.BELOW * 900, within(100.0));
    }

    @Test
    void whatAHeavierLoadLeftBehindProvesNothing() {
        looks.on(1).queueing(true).finishing(900);
        broken();

        looks.on(4).queueing(false).booking(400, 300).finishing(300);
        for (int i = 0; i < 30; i++) {
            look(2);
        }

        assertThat(watch.breach()).isPresent();
        assertThat(watch.limit()).isEmpty();
        assertThat(watch.provesNothing()).isTrue();
    }

    @Test
    void aQueueThatShrinksProvesNothingAndNoMoreWhatItLeftBehind() {
        looks.on(1).queueing(5000).finishing(900);
        broken();

        // 12 replicas serve what comes, and what waited.
        looks.on(12).finishing(3600);
        for (int waiting = 5000; waiting > 0; waiting -= 50) {
            looks.queueing(waiting);
            look(2);
        }
        looks.queueing(0);
        for (int i = 0; i < 20; i++) {
            look(2);
            assertThat(watch.limit()).isEmpty();
        }

        for (int i = 0; i < 20; i++) {
            looks.queueing(4800 + i);
            look(2);
        }
        assertThat(watch.limit()).as("a queue that grows again").isPresent();
    }

    @Test
    void whatWaitedForTheFirstReplicaProvesNothing() {
        watch.noneServes();
        looks.on(1).booking(400, 300).queueing(true).finishing(10);
        for (int i = 0; i < 36; i++) {
            look(2);
            assertThat(watch.breach()).isEmpty();
            assertThat(watch.provesNothing()).isTrue();
        }

        looks.finishing(250);
        look(2);

        assertThat(watch.limit().orElseThrow()).isCloseTo(BreachWatch.BELOW * 400, within(150.0));
    }

    @Test
    void aBreachWhileNothingArrivesProvesNothingOfWhatAReplicaCarries() {
        looks.booking(4000, 0);

        broken();

        assertThat(watch.breach()).isPresent();
        assertThat(watch.limit()).isEmpty();
    }

    @Test
    void aBreachThatRunsIsNotEndedByAWake() {
        looks.queueing(true).finishing(3000);
        broken();
        double limit = watch.limit().orElseThrow();

        watch.noneServes();
        look(0);

        assertThat(watch.limit()).hasValue(limit);
    }

    @Test
    void whoGoesOnFromAWakeLetsItPass() {
        BreachWatch heir = new BreachWatch(new BreachWatch.Memory(IN_A_ROW, IN_A_ROW, true));
        looks.on(1).booking(400, 300).queueing(true).finishing(10);

        for (int i = 0; i < 30; i++) {
            heir.look(looks.missing(2).next(), 0, BELIEVED);
            assertThat(heir.limit()).isEmpty();
            assertThat(heir.provesNothing()).isTrue();
        }
    }

    @Test
    void whatIsNotToldOfYetLowersNoLimit() {
        broken();
        double limit = watch.limit().orElseThrow();

        looks.booking(2000, 0);
        look(2);

        assertThat(watch.limit()).hasValue(limit);
    }

    @Test
    void endsWithTheBreach() {
        broken();

        look(0);

        assertThat(watch.breach()).isEmpty();
        assertThat(watch.limit()).isEmpty();
    }

    @Test
    void saysSinceWhenItLasts() {
        broken();
        Instant began = looks.now();

        look(2);

        assertThat(watch.breach()).contains(new CapacityEstimate.Breach(began, false));
    }

    @Test
    void goesOnFromABreachThatProvedNothing() {
        assertThat(new BreachWatch(new BreachWatch.Memory(IN_A_ROW, 0, true)).provesNothing())
                .isTrue();
        assertThat(new BreachWatch(new BreachWatch.Memory(0, IN_A_ROW, true)).provesNothing())
                .isTrue();
        assertThat(new BreachWatch(new BreachWatch.Memory(IN_A_ROW, IN_A_ROW, false)).provesNothing())
                .isFalse();
        // Looks may err: there is no breach to go on from.
        assertThat(new BreachWatch(new BreachWatch.Memory(IN_A_ROW - 1, IN_A_ROW - 1, true)).provesNothing())
                .isFalse();
        assertThat(watch.provesNothing()).isFalse();
    }

    @Test
    void whatItGoesOnFromEndsWithTheFirstGoodLook() {
        BreachWatch heir = new BreachWatch(new BreachWatch.Memory(IN_A_ROW, 0, true));

        heir.look(looks.missing(0).next(), 0, BELIEVED);

        assertThat(heir.provesNothing()).isFalse();
        assertThat(heir.memory()).isEqualTo(BreachWatch.Memory.NONE);
    }

    @Test
    void aMemoryOfFewerThanNoLooksIsNone() {
        assertThatThrownBy(() -> new BreachWatch.Memory(-1, 0, false))
                .hasMessage("looks must be 0 or more, were -1 and 0");
        assertThatThrownBy(() -> new BreachWatch.Memory(0, -1, false))
                .hasMessage("looks must be 0 or more, were 0 and -1");
    }

    private void broken() {
        for (int i = 0; i < IN_A_ROW; i++) {
            look(2);
        }
    }

    private void look(double missed) {
        watch.look(looks.missing(missed).next(), 0, BELIEVED);
    }
}
