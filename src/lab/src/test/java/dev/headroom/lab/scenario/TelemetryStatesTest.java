// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every row of the table of telemetry states, as it comes about and as it is answered. */
class TelemetryStatesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BUSY = Duration.ofMinutes(10);

    /**
     * Twenty requests a second for ten minutes. One replica carries 11.5 of them, so two suffice; but the first minute asks for
     * three, and to go down to two would not leave 15 % free.
     */
    private static Story busy(int min) {
        return Story.ofWorkload(min, 40).servedBy(3).receiving(since -> since.compareTo(BUSY) < 0 ? 20 : 0);
    }

    @Test
    void freshIsPlanned() {
        Story story = busy(1).during(BUSY);

        assertThat(story.since(MINUTE)).allMatch(moment -> moment.state().equals("fresh"));
        assertThat(story.last().answer()).isEqualTo(3);
    }

    @Test
    void aQuietNightWithAHeartbeatIsIdleAndFallsToMin() {
        Story story = busy(1).withGauges().during(BUSY.plusMinutes(30));

        assertThat(statesOf(story.since(BUSY.plusSeconds(30)))).containsExactly("idle");
        // What was needed is held for 15 min where some replica stays anyway.
        assertThat(answersOf(story.since(BUSY.plusMinutes(20)))).containsExactly(1);
        assertNeverUnavailable(story.since(MINUTE));
    }

    @Test
    void aQuietNightWithAHeartbeatFallsToNoneWhereThatIsAllowed() {
        Story story = busy(0).withGauges().during(BUSY.plusMinutes(30));

        assertThat(answersOf(story.since(BUSY.plusMinutes(2)))).containsExactly(0);
        assertThat(answersOf(story.between(BUSY, BUSY.plusMinutes(1)))).doesNotContain(0);
        assertNeverUnavailable(story.since(MINUTE));
    }

    @Test
    void admissionsOfAGatewayAndEndsOfServersAreToldApart() {
        // Their ids never match, and a request is admitted in one second and served in the next.
        Story story = busy(0).withAdmissionsOfAGateway().withGauges().during(BUSY.plusMinutes(5));

        assertThat(story.between(Duration.ofMinutes(3), BUSY)).allSatisfy(moment -> {
            assertThat(moment.rate()).isBetween(19.0, 21.0);
            assertThat(moment.snapshot().unfinished().count()).isZero();
        });
        assertThat(statesOf(story.since(BUSY.plusSeconds(30)))).containsExactly("idle");
        assertThat(answersOf(story.since(BUSY.plusMinutes(2)))).containsExactly(0);
    }

    @Test
    void asleepStaysAsleepWhenItsServersAreGone() {
        Story story = busy(0).withGauges().during(BUSY.plusMinutes(5));
        story.headroom().clusterWants(0);
        story.servers().clear();
        story.during(Duration.ofMinutes(60));

        assertThat(statesOf(story.since(BUSY.plusMinutes(6)))).containsExactly("idle");
        assertThat(answersOf(story.since(BUSY.plusMinutes(6)))).containsExactly(0);
    }

    @Test
    void anAdmissionWakesWhatIsAsleepWithinASecond() {
        Duration dawn = Duration.ofMinutes(30);
        Story story = Story.ofWorkload(0, 40)
                .withAdmissions()
                .withGauges()
                .servedBy(2)
                .receiving(since -> since.compareTo(MINUTE) < 0 || since.compareTo(dawn) >= 0 ? 2 : 0)
                .during(Duration.ofMinutes(10));
        story.servers().clear();
        story.headroom().clusterWants(0);
        story.during(dawn.minusMinutes(10));
        int asleep = story.last().answer();
        story.during(Duration.ofSeconds(2));

        assertThat(asleep).isZero();
        assertThat(story.last().answer()).isEqualTo(1);
    }

    @Test
    void theSameNightWithoutAHeartbeatFallsToOneButNeverToNone() {
        Story story = busy(0).during(BUSY.plusMinutes(30));

        assertThat(statesOf(story.since(BUSY.plusSeconds(30)))).containsExactly("unobservable");
        // Held for 2 min, for requests that have become slow are silent, too.
        assertThat(answersOf(story.between(BUSY.plusSeconds(30), BUSY.plusSeconds(115))))
                .containsExactly(3);
        assertThat(answersOf(story.since(BUSY.plusMinutes(3)))).containsExactly(1);
    }

    @Test
    void aHungServerIsNotIdle() {
        Story story = busy(0).withGauges().during(BUSY.minusSeconds(30));
        story.servers().forEach(ModelServer::hang);
        story.during(Duration.ofMinutes(30));

        List<Moment> hung = story.since(BUSY);
        assertThat(statesOf(hung)).containsExactly("fresh");
        assertThat(hung).allMatch(moment -> moment.answer() >= 2);
        assertThat(hung).anyMatch(moment -> moment.plan().because().contains("none has finished for a minute"));
    }

    @Test
    void aConsumerThatIsBehindNeverLowersThePlan() {
        Story story = busy(0).withGauges().during(BUSY);
        int before = story.last().answer();
        story.headroom().consumerGetsStuck(story.now());
        story.during(Duration.ofMinutes(30));

        assertThat(statesOf(story.since(BUSY.plusSeconds(20)))).containsExactly("lagging");
        assertThat(answersOf(story.since(BUSY))).containsExactly(before);
    }

    @Test
    void aBrokerThatIsAwayIsBridgedAndThenLeftToTheFallback() {
        Story story =
                Story.ofWorkload(1, 40).servedBy(3).receiving(20).withGauges().during(BUSY);
        int before = story.last().answer();
        story.headroom().brokerGoesAway();
        story.during(Duration.ofMinutes(10));
        story.headroom().brokerComesBack(story.now());
        story.during(Duration.ofMinutes(5));

        assertThat(statesOf(story.between(BUSY.plusSeconds(16), BUSY.plusMinutes(10))))
                .containsExactly("dark");
        assertThat(answersOf(story.between(BUSY, BUSY.plusSeconds(119)))).containsExactly(before);
        assertThat(answersOf(story.between(BUSY.plusSeconds(122), BUSY.plusMinutes(10))))
                .containsExactly(-1);
        // What producers kept comes late; until it has come, nothing goes down.
        assertThat(statesOf(story.between(BUSY.plusSeconds(601), BUSY.plusSeconds(659))))
                .containsExactly("lagging");
        assertThat(story.between(BUSY.plusSeconds(601), BUSY.plusSeconds(659)))
                .allMatch(moment -> moment.answer() >= before);
        assertThat(story.last().state()).isEqualTo("fresh");
    }

    @Test
    void aBrokerThatStaysAwayIsBridgedForEverWhereThePolicyHolds() {
        Story story = Story.ofWorkloadThatHolds(1, 40)
                .servedBy(3)
                .receiving(20)
                .withGauges()
                .during(BUSY);
        int before = story.last().answer();
        story.headroom().brokerGoesAway();
        story.during(Duration.ofMinutes(60));

        assertThat(answersOf(story.since(BUSY))).containsExactly(before);
    }

    @Test
    void serversThatFallSilentAreDarkNotIdle() {
        Story story =
                Story.ofWorkload(0, 40).servedBy(3).receiving(20).withGauges().during(BUSY);
        int before = story.last().answer();
        story.headroom().clusterWants(3);
        story.servers().forEach(ModelServer::die);
        story.during(Duration.ofMinutes(5));

        assertThat(statesOf(story.since(BUSY.plusSeconds(30)))).containsExactly("dark");
        assertThat(answersOf(story.between(BUSY, BUSY.plusSeconds(115)))).containsExactly(before);
        assertThat(answersOf(story.since(BUSY.plusSeconds(130)))).containsExactly(-1);
    }

    @Test
    void replicasThatAreStartingAreWaitedFor() {
        Story story = busy(0).withGauges().during(BUSY.plusMinutes(5));
        story.servers().clear();
        story.headroom().clusterWants(0);
        story.during(Duration.ofMinutes(5));
        story.headroom().clusterWants(1);
        Duration waking = Duration.between(Story.START, story.now());
        story.during(Duration.ofMinutes(10));

        assertThat(statesOf(story.since(waking.plusSeconds(5)))).containsExactly("unobservable");
        assertNeverUnavailable(story.since(waking));
    }

    @Test
    void aWorkloadThatWasNeverHeardOfKeepsItsReplicas() {
        Story story = Story.ofWorkload(1, 40);
        story.headroom().clusterWants(4);
        story.during(Duration.ofMinutes(4));

        assertThat(statesOf(story.moments())).containsExactly("new");
        assertThat(answersOf(story.between(Duration.ZERO, Duration.ofSeconds(119))))
                .containsExactly(4);
        assertThat(answersOf(story.since(Duration.ofSeconds(122)))).containsExactly(-1);
    }

    @Test
    void aWorkloadThatSleepsWhenTheServiceStartsGoesOnSleeping() {
        Story story = Story.ofWorkload(0, 40);
        story.headroom().clusterWants(0);
        story.during(Duration.ofMinutes(10));

        assertThat(statesOf(story.moments())).containsExactly("idle");
        assertThat(answersOf(story.moments())).containsExactly(0);
    }

    @Test
    void spansThatAreLostDoNotLowerWhatServersCount() {
        Story story =
                Story.ofWorkload(1, 40).servedBy(3).receiving(20).withGauges().during(BUSY);
        int before = story.last().answer();
        story.withoutEnds().during(Duration.ofMinutes(10));

        assertThat(story.since(BUSY)).allSatisfy(moment -> {
            assertThat(moment.state()).isEqualTo("fresh");
            assertThat(moment.rate()).isBetween(19.0, 21.0);
            assertThat(moment.answer()).isGreaterThanOrEqualTo(before);
        });
        assertThat(story.last().snapshot().servers().coverage().orElseThrow()).isZero();
        assertThat(story.last().snapshot().state().cause()).contains("0 % of the requests that servers finish");
    }

    private static List<String> statesOf(List<Moment> moments) {
        return moments.stream().map(Moment::state).distinct().toList();
    }

    private static List<Integer> answersOf(List<Moment> moments) {
        return moments.stream().map(Moment::answer).distinct().toList();
    }

    private static void assertNeverUnavailable(List<Moment> moments) {
        assertThat(answersOf(moments)).doesNotContain(-1);
    }
}
