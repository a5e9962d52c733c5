// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static dev.headroom.scaler.cycle.CycleFixture.NOW;
import static dev.headroom.scaler.cycle.CycleFixture.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.supply.LeadTimes;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LearnedStatesTest {
    private static final WorkloadKey CHAT = workload("chat");
    private static final Duration USUAL = Duration.ofMinutes(2);
    private static final SavedState.Part<CapacityKnowledge.Memory> CAPACITY =
            new SavedState.Part<>("booked-capacity", CapacityKnowledge.Memory.class);

    private final SavedStates shelf = new SavedStates();
    private final LearnedStates minds = new LearnedStates(USUAL, shelf);

    /** From when what stands has settled: five minutes. Who goes on earlier takes it as it is. */
    @Property(tries = 20)
    void whoGoesOnAnswersAsTheOneBefore(
            @ForAll long seed, @ForAll @IntRange(min = 96, max = 180) int interruptedAfter) {
        SavedStates before = new SavedStates();
        SeenWorkload seen = new SeenWorkload(seed, NOW);
        LearnedState first = mindOf(new LearnedStates(USUAL, before), NOW);
        IntStream.range(0, interruptedAfter).forEach(step -> seen.next().showTo(first));
        SavedState kept = first.memory(SavedState.NOTHING, true);
        LearnedStates after = new LearnedStates(USUAL, shelfWith(kept));
        LearnedState second = mindOf(after, seen.now());

        assertThat(after.remember(seen.now(), YieldPoint.NONE)).isEmpty();
        assertThat(second.memory(SavedState.NOTHING, true)).isEqualTo(kept);
        assertThat(kept.of(CAPACITY).orElseThrow().learner().bins())
                .as("something was learnt")
                .isNotEmpty();

        IntStream.range(0, 30).forEach(step -> seen.next().showTo(first, second));

        assertSameAnswers(first, second, seen);
    }

    @Test
    void putsOnTheShelfWhatWasLearntOnceAMinute() {
        SeenWorkload seen = new SeenWorkload(1, NOW);
        LearnedState mind = mindOf(minds, NOW);
        seen.next().showTo(mind);

        minds.remember(NOW.plusSeconds(59), YieldPoint.NONE);
        assertThat(shelf.of(CHAT)).isEmpty();

        minds.remember(NOW.plusSeconds(60), YieldPoint.NONE);
        SavedState first = shelf.of(CHAT).orElseThrow();
        assertThat(first).isEqualTo(mind.memory(SavedState.NOTHING, true));
        assertThat(first.parts().keySet()).contains("booked-capacity", "demand", "needs", "starts");

        seen.next().showTo(mindOf(minds, NOW.plusSeconds(61)));
        minds.remember(NOW.plusSeconds(119), YieldPoint.NONE);
        assertThat(shelf.of(CHAT)).contains(first);

        minds.remember(NOW.plusSeconds(120), YieldPoint.NONE);
        SavedState second = shelf.of(CHAT).orElseThrow();
        assertThat(second).isEqualTo(mind.memory(first, false)).isNotEqualTo(first);
        assertThat(second.parts().get("error-budget")).isEqualTo(first.parts().get("error-budget"));
    }

    @Test
    void renewsTheErrorBudgetEveryTenthTime() {
        SeenWorkload seen = new SeenWorkload(1, NOW);
        List<String> budgets = new ArrayList<>();
        for (int minute = 1; minute <= 21; minute++) {
            LearnedState mind = mindOf(minds, seen.now());
            IntStream.range(0, 6).forEach(step -> seen.next().showTo(mind));
            minds.remember(seen.now(), YieldPoint.NONE);
            budgets.add(
                    Objects.requireNonNull(shelf.of(CHAT).orElseThrow().parts().get("error-budget"))
                            .json());
        }

        assertThat(new HashSet<>(budgets)).hasSize(3);
    }

    @Test
    void takesFewWorkloadsARoundAndNoneTwice() {
        for (int index = 0; index < 25; index++) {
            var unused = mindOf(minds, workload("model-" + index), NOW);
        }
        Instant minuteOver = NOW.plusSeconds(60);

        List<Integer> shelved = IntStream.range(0, 4)
                .mapToObj(round -> {
                    minds.remember(minuteOver, YieldPoint.NONE);
                    return shelf.untold().size();
                })
                .toList();

        assertThat(shelved).containsExactly(10, 20, 25, 25);
    }

    @Test
    void goesOnUndisturbedWhileItsOwnWritesComeBack() {
        LearnedState mind = mindOf(minds, NOW);
        minds.remember(NOW.plusSeconds(60), YieldPoint.NONE);
        SavedState written = shelf.toWrite(CHAT).orElseThrow();

        shelf.told(CHAT, written);

        assertThat(mindOf(minds, NOW.plusSeconds(61))).isSameAs(mind);
    }

    @Test
    void goesOnFromWhatAnotherOwnerLearntMeanwhile() {
        LearnedState own = mindOf(minds, NOW);
        SeenWorkload seen = new SeenWorkload(2, NOW);
        LearnedState others = mindOf(new LearnedStates(USUAL, new SavedStates()), NOW);
        IntStream.range(0, 40).forEach(step -> seen.next().showTo(others));
        SavedState told = others.memory(SavedState.NOTHING, true);

        shelf.told(CHAT, told);
        minds.remember(NOW.plusSeconds(600), YieldPoint.NONE);

        assertThat(shelf.of(CHAT)).as("nothing of one's own over it").contains(told);
        assertThat(shelf.untold()).isEmpty();
        LearnedState next = mindOf(minds, NOW.plusSeconds(601));
        assertThat(next).isNotSameAs(own);
        assertThat(next.horizon()).isEqualTo(others.horizon()).isNotEqualTo(own.horizon());
    }

    @Test
    void putsNothingThereWhileItDoesNotPlan() {
        var unused = mindOf(minds, NOW);
        minds.remember(NOW.plusSeconds(60), YieldPoint.NONE);
        shelf.toWrite(CHAT);
        SavedState before = shelf.of(CHAT).orElseThrow();

        minds.remember(NOW.plusSeconds(120), YieldPoint.NONE);
        minds.remember(NOW.plusSeconds(180), YieldPoint.NONE);

        assertThat(shelf.untold()).isEmpty();
        assertThat(shelf.of(CHAT)).contains(before);
    }

    @Test
    void beginsOnlyThatPartAnewWhichCannotBeReadAndSaysSoOnce() {
        SeenWorkload seen = new SeenWorkload(3, NOW);
        LearnedState before = mindOf(minds, NOW);
        IntStream.range(0, 40).forEach(step -> seen.next().showTo(before));
        Map<String, SavedState.Text> parts =
                new TreeMap<>(before.memory(SavedState.NOTHING, true).parts());
        parts.computeIfPresent(
                "booked-capacity",
                (name, text) -> new SavedState.Text(1, text.json().replace("\"first\":", "\"first\":-")));
        LearnedStates anew = new LearnedStates(USUAL, shelfWith(new SavedState(parts)));

        LearnedState next = mindOf(anew, seen.now());

        List<LearnedStates.Reset> said = anew.remember(seen.now(), YieldPoint.NONE);
        assertThat(said).extracting(LearnedStates.Reset::workload).containsExactly(CHAT);
        assertThat(said.get(0).sentence())
                .startsWith("learned state 'booked-capacity' is reset: ")
                .contains("capacities must be finite and above 0");
        assertThat(next.horizon()).isEqualTo(before.horizon());
        var unused = mindOf(anew, seen.now());
        assertThat(anew.remember(seen.now(), YieldPoint.NONE)).isEmpty();
    }

    @Test
    void aMemoryThatNothingGoesOnFromIsNoEndOfPlanning() {
        SavedState.Part<LeadTimes.Memory> part = new SavedState.Part<>("starts", LeadTimes.Memory.class);
        SavedState learnt = SavedState.NOTHING.with(part, LeadTimes.Memory.NONE);
        StringBuilder said = new StringBuilder();

        assertThat(learnt.restored(
                        part,
                        memory -> {
                            throw new IndexOutOfBoundsException("no such figure");
                        },
                        said::append))
                .isEmpty();
        assertThat(said).hasToString("learned state 'starts' is reset: no such figure");
    }

    @Test
    void keepsThePartsOfOtherVersions() {
        SavedState.Text weather = new SavedState.Text(3, "{}");
        SavedState theirs = new SavedState(Map.of("weather", weather));
        LearnedStates here = new LearnedStates(USUAL, shelfWith(theirs));
        LearnedState mind = mindOf(here, NOW);
        new SeenWorkload(4, NOW).next().showTo(mind);

        assertThat(mind.memory(theirs, true).parts()).containsEntry("weather", weather);
        assertThat(here.remember(NOW, YieldPoint.NONE)).isEmpty();
    }

    @Test
    void aUsualLeadTimeShorterThanTheHpasSyncIsRefusedAtOnce() {
        assertThatThrownBy(() -> new LearnedStates(Duration.ofSeconds(15), shelf))
                .hasMessageContaining("PT15S");
    }

    private static void assertSameAnswers(LearnedState first, LearnedState second, SeenWorkload seen) {
        assertThat(second.horizon()).isEqualTo(first.horizon());
        assertThat(second.budget(seen.now())).isEqualTo(first.budget(seen.now()));
        double expected = seen.known(first).believed().orElseThrow().shown();
        double actual = seen.known(second).believed().orElseThrow().shown();
        // Whether a promise was broken a moment ago is not kept: it shows again in the next two looks.
        assertThat(actual).isCloseTo(expected, within(0.15 * expected));
    }

    private static SavedStates shelfWith(SavedState learnt) {
        SavedStates shelf = new SavedStates();
        shelf.told(CHAT, learnt);
        return shelf;
    }

    private static LearnedState mindOf(LearnedStates minds, Instant now) {
        return mindOf(minds, CHAT, now);
    }

    private static LearnedState mindOf(LearnedStates minds, WorkloadKey workload, Instant now) {
        return minds.of(workload, now);
    }
}
