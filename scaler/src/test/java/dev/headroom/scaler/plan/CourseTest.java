// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final Instant NOW = PlanFixture.NOW;
    private static final Instant LATER = NOW.plusSeconds(100);

    @Test
    void remembersWhenTheNumberLastWentUpAndWhenItLastWentDown() {
        Course raised = Course.UNMOVED.movedTo(5, OptionalInt.of(4), NOW);
        Course both = raised.movedTo(3, OptionalInt.of(5), LATER);

        assertThat(raised)
                .isEqualTo(new Course(Optional.of(NOW), Optional.empty(), Optional.empty(), 0, Optional.empty()));
        assertThat(both)
                .isEqualTo(new Course(Optional.of(NOW), Optional.of(LATER), Optional.empty(), 0, Optional.empty()));
    }

    @Test
    void theSameNumberAndAFirstOneAreNoMoves() {
        assertThat(Course.UNMOVED.movedTo(5, OptionalInt.of(5), NOW)).isEqualTo(Course.UNMOVED);
        assertThat(Course.UNMOVED.movedTo(5, OptionalInt.empty(), NOW)).isEqualTo(Course.UNMOVED);
    }

    @Test
    void aMoveIsWithinASpanUntilTheSpanHasPassed() {
        Course raised = Course.UNMOVED.movedTo(5, OptionalInt.of(4), NOW);

        assertThat(raised.raisedWithin(Duration.ofSeconds(101), LATER)).isTrue();
        assertThat(raised.raisedWithin(Duration.ofSeconds(100), LATER)).isFalse();
        assertThat(raised.loweredWithin(Duration.ofDays(1), LATER)).isFalse();
        assertThat(Course.UNMOVED.raisedWithin(Duration.ofDays(1), LATER)).isFalse();
    }

    @Test
    void aQueueStandsSinceItWasFirstSeenAndAnInterruptionBeginsItAnew() {
        Course begun = Course.UNMOVED.queueing(true, NOW);

        assertThat(begun.queuedFor(NOW)).isZero();
        assertThat(begun.queueing(true, LATER).queuedFor(LATER)).isEqualTo(Duration.ofSeconds(100));
        assertThat(begun.queueing(false, LATER)).isEqualTo(Course.UNMOVED);
        assertThat(begun.queueing(false, LATER).queueing(true, LATER).queuedFor(LATER))
                .isZero();
    }

    @Test
    void aMoveLeavesTheQueueAlone() {
        Course begun = Course.UNMOVED.queueing(true, NOW).movedTo(5, OptionalInt.of(4), LATER);

        assertThat(begun.queuedFor(LATER)).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void aPlanCarriesTheCourseOn() {
        PlanFixture workload = PlanFixture.aWorkload()
                .promisingE2e(5_000)
                .plannedBefore(2)
                .receiving(60)
                .serversHolding(2, 100, 40, 100);

        Course course = workload.plan().course();

        assertThat(course.raisedAt()).contains(NOW);
        assertThat(course.queuedSince()).contains(NOW);
    }
}
