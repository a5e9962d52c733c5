// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers come, go, and fall silent in part, while the load stays what it is. */
class FleetChangesTest {
    private static final double PER_SECOND = 40;
    private static final Duration SETTLED = Duration.ofMinutes(8);
    private static final Duration LONGER_THAN_A_WINDOW = Duration.ofMinutes(24);

    private static Story busy(int servers) {
        Story story =
                Story.ofWorkload(1, 40).servedBy(servers).receiving(PER_SECOND).withGauges();
        story.headroom().clusterWants(servers);
        return story;
    }

    @Test
    void aNodeThatIsSeenByNobodyLowersNoPlan() {
        Story story = busy(6);
        story.headroom().clusterShowsReady(6);
        story.during(SETTLED);
        int before = story.last().answer();

        story.unseenFrom(3).during(LONGER_THAN_A_WINDOW);

        assertThat(story.since(SETTLED)).allMatch(moment -> moment.answer() >= before);
        assertThat(story.last().snapshot().state().cause())
                .contains("3 of 6 ready replicas are not scraped, so scale-down is blocked");
        assertThat(story.last().snapshot().arrivals().orElseThrow().whole()).isFalse();
    }

    @Test
    void norDoNewReplicasOnANodeWithoutACollector() {
        Duration grown = SETTLED.plusMinutes(3);
        Story story = busy(3).receiving(since -> since.compareTo(SETTLED) < 0 ? 20 : 60)
                .during(SETTLED);
        story.headroom().clusterShowsReady(3);
        story.during(Duration.ofMinutes(3));
        int grownTo = story.last().answer();

        story.unseenFrom(3).servedBy(grownTo - 3);
        story.headroom().clusterWants(grownTo);
        story.headroom().clusterShowsReady(grownTo);
        story.during(LONGER_THAN_A_WINDOW);

        assertThat(grownTo).isGreaterThan(3);
        assertThat(story.since(grown)).allMatch(moment -> moment.answer() >= grownTo);
        assertThat(story.last().rate()).isLessThan(60);
        assertThat(story.last().snapshot().state().cause())
                .contains((grownTo - 3) + " of " + grownTo + " ready replicas ")
                .contains(" not scraped, so scale-down is blocked");
    }

    @Test
    void norDoesOneWherePodsCannotBeSeen() {
        Story story = busy(6).during(SETTLED);
        int before = story.last().answer();

        story.unseenFrom(3).during(LONGER_THAN_A_WINDOW);

        assertThat(story.since(SETTLED)).allMatch(moment -> moment.answer() >= before);
    }

    @Test
    void aPauseOfAllTelemetryLowersNoPlanWhenItEnds() {
        for (int seconds : List.of(40, 60, 90, 110)) {
            Story story = busy(6).during(SETTLED);
            int before = story.last().answer();

            story.unseenFrom(0).during(Duration.ofSeconds(seconds));
            story.seenAgain().during(Duration.ofMinutes(3));

            assertThat(story.since(SETTLED))
                    .as("a pause of %d s", seconds)
                    .allMatch(moment -> moment.answer() >= before);
        }
    }

    @Test
    void theFirstScrapesOfARunningFleetShowNoFewerArrivals() {
        Story story = busy(12).withoutGauges().withoutEnds().during(SETTLED);

        story.withGauges().during(Duration.ofMinutes(3));

        List<Moment> known = story.since(SETTLED).stream()
                .filter(moment -> moment.snapshot().arrivals().isPresent())
                .filter(moment -> moment.snapshot().arrivals().get().whole())
                .toList();
        assertRate(known, 0.95, 1.05);
    }

    @Test
    void newServersAreCountedFromTheirFirstRequestOn() {
        Story story = busy(2).during(SETTLED);

        story.servedBy(18).headroom().clusterWants(20);
        story.during(Duration.ofMinutes(4));

        assertRate(story.since(SETTLED), 0.95, 1.05);
    }

    @Test
    void aTelemetryThatIsLostInTheEveningWakesNoDaytimePlan() {
        Story story = Story.ofWorkload(1, 40)
                .servedBy(6)
                .withGauges()
                .receiving(since -> since.compareTo(SETTLED) < 0 ? PER_SECOND : 0)
                // What was needed is held for a quarter of an hour.
                .during(SETTLED.plusMinutes(25));
        assertThat(story.last().answer()).isEqualTo(1);

        story.unseenFrom(0).during(Duration.ofSeconds(40));
        story.seenAgain().during(Duration.ofMinutes(2));

        assertThat(story.since(SETTLED.plusMinutes(25))).allMatch(moment -> moment.answer() == 1);
    }

    @Test
    void requestsThatAreFastAgainDoNotSeemToBeMore() {
        Duration slowFrom = Duration.ofMinutes(6);
        Duration cured = Duration.ofMinutes(11);
        Story story = Story.ofWorkload(1, 40)
                .servedBy(2)
                .receiving(20)
                .lasting((since, chance) -> since.compareTo(slowFrom) >= 0 && since.compareTo(cured) < 0
                        ? Duration.ofSeconds(60)
                        : Duration.ofSeconds(2))
                .during(Duration.ofMinutes(25));

        assertRate(story.since(Duration.ofMinutes(2)), 0.475, 0.525);
    }

    private static void assertRate(List<Moment> moments, double least, double most) {
        assertThat(moments)
                .isNotEmpty()
                .allSatisfy(moment ->
                        assertThat(moment.rate()).as("%s", moment).isBetween(least * PER_SECOND, most * PER_SECOND));
    }
}
