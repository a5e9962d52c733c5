// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A start takes 20 min and KEDA's cooldown 5: a model that somebody woke is Ready before anybody may call it idle. */
class WakeOutlastsCooldownTest {
    private static final Duration ASLEEP = Duration.ofMinutes(10);
    private static final Duration LOADING = Duration.ofMinutes(20);
    private static final Duration IDLE_DELAY = Duration.ofSeconds(60);
    private static final Duration COOLDOWN = Duration.ofMinutes(5);
    /** KEDA's cooldown counts from when it last found the model active. */
    private static final Duration POLL = Duration.ofSeconds(5);

    private static final Duration A_MOMENT = Duration.ofSeconds(15);

    @Test
    void aModelWhoseClientGaveUpLoadsToItsEndAndThenRestsAgain() {
        SleepingModel model = SleepingModel.whosePodsTake(LOADING).during(ASLEEP);
        assertThat(model.last().replicas()).isZero();
        assertThat(model.last().active()).isFalse();

        model.isAskedBySomebodyWhoWaits(Duration.ofSeconds(60)).during(Duration.ofMinutes(45));

        assertThatItLoadsAndThenRests(model);
    }

    @Test
    void soDoesOneWhoseClientWaitsForIt() {
        SleepingModel model = SleepingModel.whosePodsTake(LOADING).during(ASLEEP);

        model.isAskedBySomebodyWhoWaits(LOADING.plusSeconds(5)).during(Duration.ofMinutes(45));

        assertThatItLoadsAndThenRests(model);
    }

    private static void assertThatItLoadsAndThenRests(SleepingModel model) {
        Instant woken = model.firstWith(0);
        Instant ready = model.firstWith(1);
        assertThat(Duration.between(SleepingModel.START.plus(ASLEEP), woken)).isLessThan(A_MOMENT);
        assertThat(Duration.between(woken, ready)).isBetween(LOADING, LOADING.plusSeconds(1));
        assertThat(model.between(woken, ready.plus(IDLE_DELAY)))
                .as("idle is counted from Ready on")
                .allMatch(SleepingModel.Second::active)
                .allMatch(second -> second.replicas() > 0);
        assertThat(model.between(
                        ready.plus(IDLE_DELAY).plus(A_MOMENT), model.last().at()))
                .noneMatch(SleepingModel.Second::active);
        assertThat(model.between(ready, ready.plus(IDLE_DELAY).plus(COOLDOWN).minus(POLL)))
                .allMatch(second -> second.replicas() > 0);
        assertThat(model.between(
                        ready.plus(IDLE_DELAY).plus(COOLDOWN).plus(A_MOMENT),
                        model.last().at()))
                .allMatch(second -> second.replicas() == 0);
    }

    @Test
    void oneThatCanNeverStartStaysActiveAsLongAsItsPodsExist() {
        SleepingModel model = SleepingModel.whosePodsNeverStart().during(ASLEEP);

        model.isAskedBySomebodyWhoWaits(Duration.ofSeconds(60)).during(Duration.ofHours(3));

        Instant woken = model.firstWith(0);
        assertThat(model.between(woken, model.last().at()))
                .allMatch(SleepingModel.Second::active)
                .allMatch(second -> second.replicas() > 0);

        model.losesItsPods().during(Duration.ofMinutes(3));

        assertThat(model.last().active()).isFalse();
        assertThat(model.last().replicas()).isZero();
    }

    @Test
    void aClientThatWaitsAtTheGatewayKeepsAStartThatTakesHours() {
        SleepingModel model = SleepingModel.whosePodsTake(Duration.ofHours(2)).during(ASLEEP);

        model.isAsked().during(Duration.ofHours(2).plusMinutes(1));

        assertThat(model.between(model.firstWith(0), model.last().at())).allMatch(SleepingModel.Second::active);
        assertThat(model.last().ready()).isEqualTo(1);
    }
}
