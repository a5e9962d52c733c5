// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import static dev.headroom.scaler.timeline.PlansToDraw.NINE;
import static dev.headroom.scaler.timeline.PlansToDraw.TTFT;
import static dev.headroom.scaler.timeline.PlansToDraw.living;
import static dev.headroom.scaler.timeline.PlansToDraw.unavailable;
import static dev.headroom.scaler.timeline.PlansToDraw.wanting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.cycle.RunningReplicas.Running;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.ReplicaPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WorkloadTimelineTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Optional<Running> UNSEEN = Optional.empty();

    private final WorkloadTimeline timeline = new WorkloadTimeline();

    @Test
    void oneSpanHasTheMostThatWasWantedInIt() {
        timeline.note(wanting(3, NINE), UNSEEN, NINE);
        timeline.note(wanting(7, NINE), UNSEEN, NINE.plusSeconds(4));
        timeline.note(wanting(4, NINE), UNSEEN, NINE.plusSeconds(9));
        timeline.note(wanting(5, NINE), UNSEEN, NINE.plusSeconds(10));

        Series series = timeline.between(Resolution.FINE, NINE, NINE.plus(DAY));

        assertThat(series.begins()).containsExactly(NINE, NINE.plusSeconds(10));
        assertThat(series.figures().get(DrawnFigure.DESIRED)).containsExactly(7f, 5f);
        assertThat(series.figures().get(DrawnFigure.NEEDED)).containsExactly(6.5f, 4.5f);
    }

    @Test
    void oneSpanHasTheMeanOfTheReadyReplicasInIt() {
        timeline.note(wanting(3, NINE), Optional.of(new Running(2, 1)), NINE);
        timeline.note(wanting(3, NINE), Optional.of(new Running(3, 0)), NINE.plusSeconds(5));

        Series series = timeline.between(Resolution.COARSE, NINE, NINE.plus(DAY));

        assertThat(series.figures().get(DrawnFigure.READY)).containsExactly(2.5f);
        assertThat(series.figures().get(DrawnFigure.STARTING)).containsExactly(1f);
    }

    @Test
    void whatIsUnknownIsNoZero() {
        timeline.note(unavailable("no telemetry for 10 min", NINE), UNSEEN, NINE);

        Series series = timeline.between(Resolution.FINE, NINE, NINE.plus(DAY));

        assertThat(series.figures().get(DrawnFigure.ANSWER)).containsExactly(Float.NaN);
        assertThat(series.figures().get(DrawnFigure.READY)).containsExactly(Float.NaN);
        assertThat(series.figures().get(DrawnFigure.ARRIVALS)).containsExactly(Float.NaN);
        assertThat(series.latencies().get(TTFT)).containsExactly(Float.NaN);
    }

    @Test
    void theWorstLatencyOfASpanIsShown() {
        timeline.note(living(0.4, NINE), UNSEEN, NINE);
        timeline.note(living(1.2, NINE), UNSEEN, NINE.plusSeconds(3));
        timeline.note(wanting(3, NINE), UNSEEN, NINE.plusSeconds(6));

        Series series = timeline.between(Resolution.FINE, NINE, NINE.plus(DAY));

        assertThat(series.latencies().get(TTFT)).containsExactly(1.2f);
    }

    @Test
    void spansWithoutASampleAreAbsent() {
        timeline.note(wanting(3, NINE), UNSEEN, NINE);
        timeline.note(wanting(3, NINE), UNSEEN, NINE.plusSeconds(60));

        assertThat(timeline.between(Resolution.FINE, NINE, NINE.plus(DAY)).begins())
                .containsExactly(NINE, NINE.plusSeconds(60));
    }

    @Test
    void anIntervalHasItsBeginAndNotItsEnd() {
        timeline.note(wanting(3, NINE), UNSEEN, NINE);
        timeline.note(wanting(3, NINE), UNSEEN, NINE.plusSeconds(10));
        timeline.note(wanting(3, NINE), UNSEEN, NINE.plusSeconds(20));

        assertThat(timeline.between(Resolution.FINE, NINE.plusSeconds(10), NINE.plusSeconds(20))
                        .begins())
                .containsExactly(NINE.plusSeconds(10));
    }

    @Test
    void aPlanThatSaysTheSameIsNoChange() {
        timeline.note(wanting(3, NINE), UNSEEN, NINE);
        timeline.note(wanting(3, NINE.plusSeconds(1)), UNSEEN, NINE.plusSeconds(1));
        timeline.note(wanting(5, NINE.plusSeconds(2)), UNSEEN, NINE.plusSeconds(2));
        timeline.note(unavailable("none for 10 s", NINE.plusSeconds(3)), UNSEEN, NINE.plusSeconds(3));
        timeline.note(unavailable("none for 11 s", NINE.plusSeconds(4)), UNSEEN, NINE.plusSeconds(4));

        List<Change> changes = timeline.changes();

        assertThat(changes).extracting(Change::at).containsExactly(NINE.plusSeconds(3), NINE.plusSeconds(2), NINE);
        assertThat(changes.get(1).before()).contains(new Answer.Replicas(3));
        assertThat(changes.get(1).answer()).isEqualTo(new Answer.Replicas(5));
        assertThat(changes.get(1).reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason.sentence()).isEqualTo("5 needed"));
        assertThat(changes.get(2).before()).isEmpty();
    }

    @Test
    void theOldestChangesAreForgotten() {
        int many = WorkloadTimeline.CHANGES_KEPT + 5;
        for (int replicas = 1; replicas <= many; replicas++) {
            Instant at = NINE.plusSeconds(replicas);
            timeline.note(wanting(replicas, at), UNSEEN, at);
        }

        assertThat(timeline.changes()).hasSize(WorkloadTimeline.CHANGES_KEPT);
        assertThat(timeline.changes().get(0).desired()).isEqualTo(many);
    }

    @Test
    void aClockThatWasADayAheadDoesNotEndTheTimeline() {
        timeline.note(wanting(9, NINE.plus(DAY)), UNSEEN, NINE.plus(DAY));
        timeline.note(wanting(3, NINE), UNSEEN, NINE);
        timeline.note(wanting(4, NINE), UNSEEN, NINE.plusSeconds(10));

        Series series = timeline.between(Resolution.FINE, NINE, NINE.plus(DAY).plus(DAY));

        assertThat(series.begins()).containsExactly(NINE, NINE.plusSeconds(10));
        assertThat(series.figures().get(DrawnFigure.DESIRED)).containsExactly(3f, 4f);
    }

    @Test
    void aClockThatGoesBackASecondLosesNothing() {
        timeline.note(wanting(3, NINE.plusSeconds(9)), UNSEEN, NINE.plusSeconds(9));
        timeline.note(wanting(4, NINE.plusSeconds(10)), UNSEEN, NINE.plusSeconds(10));
        timeline.note(wanting(5, NINE.plusSeconds(9)), UNSEEN, NINE.plusSeconds(9));

        Series series = timeline.between(Resolution.FINE, NINE, NINE.plus(DAY));

        assertThat(series.figures().get(DrawnFigure.DESIRED)).containsExactly(3f, 4f);
    }

    /** Against a reading that keeps every sample and looks at all of them. */
    @RepeatedTest(50)
    void agreesWithAllSamplesKept(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        SplittableRandom chance = new SplittableRandom(seed);
        List<ReplicaPlan> all = new ArrayList<>();
        Instant now = NINE;
        for (int sample = 0; sample < 2_000; sample++) {
            now = now.plusSeconds(chance.nextInt(1, 30));
            all.add(wanting(chance.nextInt(40), now));
            timeline.note(all.get(sample), UNSEEN, now);
        }
        for (Resolution resolution : Resolution.values()) {
            Series series = timeline.between(resolution, Instant.EPOCH, now.plusSeconds(1));
            long span = resolution.span().toSeconds();
            long oldest = (now.getEpochSecond() / span - resolution.spans() + 1) * span;

            assertThat(series.begins())
                    .as("seed %d, %s", seed, resolution)
                    .containsExactlyElementsOf(all.stream()
                            .map(plan -> plan.madeAt().getEpochSecond() / span * span)
                            .filter(begin -> begin >= oldest)
                            .distinct()
                            .map(Instant::ofEpochSecond)
                            .toList());
            for (int index = 0; index < series.begins().size(); index++) {
                Instant begin = series.begins().get(index);
                assertThat(series.figures().get(DrawnFigure.DESIRED).get(index))
                        .as("seed %d, %s, span of %s", seed, resolution, begin)
                        .isEqualTo(mostWanted(all, begin, span));
            }
        }
    }

    private static float mostWanted(List<ReplicaPlan> all, Instant begin, long span) {
        return all.stream()
                .filter(plan -> !plan.madeAt().isBefore(begin) && plan.madeAt().isBefore(begin.plusSeconds(span)))
                .mapToInt(ReplicaPlan::desired)
                .max()
                .orElseThrow();
    }
}
