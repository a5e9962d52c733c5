// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SavedStatesTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final SavedState.Part<Starts> STARTS = new SavedState.Part<>("starts", Starts.class);
    private static final SavedState.Part<Other> AS_ANOTHER_VERSION = new SavedState.Part<>("starts", Other.class);

    private final SavedStates shelf = new SavedStates();

    /** A memory. */
    record Starts(List<Double> seconds, Set<String> underWay, Optional<Instant> at) {}

    /** The same in another version. */
    record Other(int count) {}

    @Test
    void aMemoryComesBackAsItWas() {
        Starts starts = new Starts(List.of(98.5, 1.0 / 3), Set.of("a", "b"), Optional.of(Instant.EPOCH));

        SavedState learnt = SavedState.NOTHING.with(STARTS, starts);

        assertThat(learnt.of(STARTS)).contains(starts);
        assertThat(learnt.faultOf(STARTS)).isEmpty();
        assertThat(SavedState.NOTHING.of(STARTS)).isEmpty();
    }

    @Test
    void whatAnotherVersionWroteIsBegunAnewAndSaid() {
        SavedState learnt = learnt(98.5);

        assertThat(learnt.of(AS_ANOTHER_VERSION)).isEmpty();
        assertThat(learnt.faultOf(AS_ANOTHER_VERSION).orElseThrow())
                .startsWith("learned state 'starts' is reset: ")
                .endsWith("count is missing");
    }

    @Test
    void whatWasLearntIsToldOnce() {
        shelf.learnt(CHAT, learnt(1));

        assertThat(shelf.untold()).containsExactly(CHAT);
        assertThat(shelf.toWrite(CHAT)).contains(learnt(1));
        assertThat(shelf.untold()).isEmpty();
        assertThat(shelf.toWrite(CHAT)).isEmpty();

        shelf.learnt(CHAT, learnt(1));
        assertThat(shelf.untold()).isEmpty();
    }

    @Test
    void whatWasLostIsToldAgain() {
        shelf.learnt(CHAT, learnt(1));
        shelf.toWrite(CHAT);

        shelf.lost(CHAT);

        assertThat(shelf.untold()).containsExactly(CHAT);
    }

    @Test
    void onesOwnWritesThatComeBackDoNotUndoWhatWasLearntMeanwhile() {
        shelf.learnt(CHAT, learnt(1));
        shelf.toWrite(CHAT);
        shelf.learnt(CHAT, learnt(2));

        shelf.told(CHAT, learnt(1));

        assertThat(shelf.of(CHAT)).contains(learnt(2));
        assertThat(shelf.untold()).containsExactly(CHAT);
    }

    @Test
    void whatAnotherOwnerWroteCounts() {
        shelf.learnt(CHAT, learnt(1));
        shelf.toWrite(CHAT);
        shelf.learnt(CHAT, learnt(2));

        shelf.told(CHAT, learnt(7));

        assertThat(shelf.of(CHAT)).contains(learnt(7));
        assertThat(shelf.untold()).isEmpty();
    }

    private static SavedState learnt(double seconds) {
        return SavedState.NOTHING.with(STARTS, new Starts(List.of(seconds), Set.of(), Optional.empty()));
    }
}
