// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import static dev.headroom.scaler.timeline.PlansToDraw.CHAT;
import static dev.headroom.scaler.timeline.PlansToDraw.NINE;
import static dev.headroom.scaler.timeline.PlansToDraw.wanting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.RunningReplicas.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimelinesTest {
    private final LatestPlans plans = new LatestPlans();
    private final Timelines timelines = new Timelines(plans, workload -> Optional.of(new Running(2, 1)));

    @Test
    void aWorkloadHasATimelineFromItsFirstPlanOn() {
        timelines.roundOver(NINE);
        assertThat(timelines.of(CHAT)).isEmpty();

        round(3, NINE.plusSeconds(10));

        assertThat(desired()).containsExactly(3f);
    }

    @Test
    void roundsThatFollowFastAreNotedEveryFiveSeconds() {
        for (int second = 0; second < 10; second++) {
            round(second + 1, NINE.plusSeconds(second));
        }

        // Noted at 0 s with 1 and at 5 s with 6.
        assertThat(desired()).containsExactly(6f);
    }

    @Test
    void theTimelineEndsWithItsWorkload() {
        round(3, NINE);

        plans.keepOnly(Set.of());
        timelines.roundOver(NINE.plusSeconds(10));

        assertThat(timelines.of(CHAT)).isEmpty();
    }

    @Test
    void aClockThatWasSetBackGoesOn() {
        round(3, NINE);
        round(4, NINE.minus(Duration.ofHours(1)));

        assertThat(desired()).containsExactly(4f);
    }

    private void round(int replicas, Instant now) {
        plans.put(wanting(replicas, now));
        timelines.roundOver(now);
    }

    private List<Float> desired() {
        return timelines
                .of(CHAT)
                .orElseThrow()
                .between(Resolution.FINE, Instant.EPOCH, NINE.plus(Duration.ofDays(1)))
                .figures()
                .get(DrawnFigure.DESIRED);
    }
}
