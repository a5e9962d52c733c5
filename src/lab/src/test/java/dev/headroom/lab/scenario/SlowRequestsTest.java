// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Requests become slow while as many come as before: what ends says less and less, and must not be believed. */
class SlowRequestsTest {
    private static final double PER_SECOND = 20;
    private static final Duration SLOW_FROM = Duration.ofMinutes(10);
    private static final Duration FIRST_MINUTE = SLOW_FROM.plusMinutes(1);
    private static final Duration FAST = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofSeconds(60);

    @Test
    void endsAloneNeverShowFewerArrivalsNorLowerThePlan() {
        Story story = ofEnds((since, chance) -> isSlow(since) ? SLOW : FAST);

        assertFirstMinuteHolds(story);
        assertWithinFivePercent(story.since(FIRST_MINUTE));
    }

    @Test
    void alsoWhenSlownessVaries() {
        Story story = ofEnds((since, chance) -> isSlow(since) ? spread(SLOW, 0.2, chance) : spread(FAST, 0.2, chance));

        assertFirstMinuteHolds(story);
        assertWithinFivePercent(story.since(FIRST_MINUTE));
    }

    @Test
    void alsoWhenSomeRequestsStayFast() {
        Story story = ofEnds((since, chance) -> isSlow(since) && chance.nextBoolean() ? SLOW : FAST);

        assertFirstMinuteHolds(story);
        assertWithinFivePercent(story.since(FIRST_MINUTE.plusSeconds(15)));
    }

    @Test
    void alsoWhenSlownessHasALongTail() {
        // Some of them end at once and some after minutes, as behind a queue that is served in no order.
        Story story = ofEnds((since, chance) -> isSlow(since) ? exponential(SLOW, chance) : FAST);

        assertFirstMinuteHolds(story);
    }

    @Test
    void withGaugesTheRateIsTrueThroughout() {
        Story story = slowing((since, chance) -> isSlow(since) ? SLOW : FAST)
                .withGauges()
                .during(Duration.ofMinutes(15));

        assertWithinFivePercent(story.since(Duration.ofMinutes(2)));
        assertThat(story.since(Duration.ofMinutes(2)))
                .allMatch(moment -> moment.state().equals("fresh"));
        assertNoStepDown(story.between(SLOW_FROM.minusMinutes(1), FIRST_MINUTE));
    }

    @Test
    void withAdmissionsTheRateIsTrueThroughout() {
        Story story = slowing((since, chance) -> isSlow(since) ? SLOW : FAST)
                .withAdmissions()
                .during(Duration.ofMinutes(15));

        assertWithinFivePercent(story.since(Duration.ofMinutes(2)));
        assertNoStepDown(story.between(SLOW_FROM.minusMinutes(1), FIRST_MINUTE));
    }

    private static Story ofEnds(BiFunction<Duration, SplittableRandom, Duration> endToEnd) {
        return slowing(endToEnd).during(Duration.ofMinutes(15));
    }

    private static Story slowing(BiFunction<Duration, SplittableRandom, Duration> endToEnd) {
        return Story.ofWorkload(1, 40).servedBy(2).receiving(PER_SECOND).lasting(endToEnd);
    }

    private static void assertFirstMinuteHolds(Story story) {
        List<Moment> firstMinute = story.between(SLOW_FROM, FIRST_MINUTE);
        assertThat(firstMinute)
                .allSatisfy(moment ->
                        assertThat(moment.rate()).as("%s", moment).isBetween(0.95 * PER_SECOND, 1.5 * PER_SECOND));
        assertNoStepDown(story.between(SLOW_FROM.minusMinutes(1), FIRST_MINUTE));
    }

    private static void assertWithinFivePercent(List<Moment> moments) {
        assertThat(moments)
                .isNotEmpty()
                .allSatisfy(moment ->
                        assertThat(moment.rate()).as("%s", moment).isBetween(0.95 * PER_SECOND, 1.05 * PER_SECOND));
    }

    private static void assertNoStepDown(List<Moment> moments) {
        for (int i = 1; i < moments.size(); i++) {
            assertThat(moments.get(i).answer())
                    .as("%s", moments.get(i))
                    .isGreaterThanOrEqualTo(moments.get(i - 1).answer());
        }
    }

    private static boolean isSlow(Duration since) {
        return since.compareTo(SLOW_FROM) >= 0;
    }

    private static Duration spread(Duration mean, double share, SplittableRandom chance) {
        return scaled(mean, 1 - share + 2 * share * chance.nextDouble());
    }

    private static Duration exponential(Duration mean, SplittableRandom chance) {
        return scaled(mean, -Math.log(1 - chance.nextDouble()));
    }

    private static Duration scaled(Duration duration, double by) {
        return Duration.ofNanos(Math.round((double) duration.toNanos() * by));
    }
}
