// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.cycle.SharedPods.Change;
import dev.headroom.telemetry.ScaleTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedPodsTest {
    private static final ScaleTarget CHAT = new ScaleTarget("llm", "Deployment", "chat");
    private static final ScaleTarget SHOP = new ScaleTarget("shop", "Deployment", "web");
    private static final KnownPod ONE = new KnownPod("u1", "chat-1", "u1", CycleFixture.NOW, Optional.empty());
    private static final KnownPod TWO = new KnownPod("u2", "chat-2", "u2", CycleFixture.NOW, Optional.empty());

    private final Map<ScaleTarget, List<KnownPod>> known = new HashMap<>();
    private final SharedPods pods = new SharedPods(
            new PodRegister() {
                @Override
                public Map<ScaleTarget, List<KnownPod>> known() {
                    return Map.copyOf(known);
                }

                @Override
                public void learn(ScaleTarget target, List<KnownPod> those) {
                    known.put(target, those);
                }
            },
            CHAT::equals);

    @Test
    void writesWhatIsNewOnce() {
        known.put(CHAT, List.of(ONE));

        assertThat(pods.toWrite()).containsExactly(new Change(CHAT, List.of(ONE)));
        assertThat(pods.toWrite()).isEmpty();

        known.put(CHAT, List.of(ONE, TWO));
        assertThat(pods.toWrite()).containsExactly(new Change(CHAT, List.of(ONE, TWO)));
    }

    @Test
    void writesNothingOfTargetsThatConcernNoWorkload() {
        known.put(SHOP, List.of(ONE));

        assertThat(pods.toWrite()).isEmpty();
    }

    @Test
    void endsTheRecordOfATargetWhosePodsAreForgotten() {
        pods.told(CHAT, List.of(ONE));
        known.clear();

        assertThat(pods.toWrite()).containsExactly(new Change(CHAT, List.of()));
        assertThat(pods.toWrite()).isEmpty();
    }

    @Test
    void writesAgainWhatWasLost() {
        known.put(CHAT, List.of(ONE));
        var unused = pods.toWrite();

        pods.lost(CHAT);
        assertThat(pods.toWrite()).containsExactly(new Change(CHAT, List.of(ONE)));

        known.clear();
        unused = pods.toWrite();
        pods.lost(CHAT);
        assertThat(pods.toWrite()).containsExactly(new Change(CHAT, List.of()));
    }

    /** A topic that is not compacted yet begins with pods that were forgotten long ago. */
    @Test
    void handsOnWhatItIsToldOnceTheTopicIsReadToItsEnd() {
        pods.told(SHOP, List.of(ONE));
        pods.told(CHAT, List.of(ONE));
        pods.forget(SHOP);
        assertThat(known).isEmpty();

        pods.readToTheEnd();
        assertThat(known).containsExactly(Map.entry(CHAT, List.of(ONE)));

        pods.told(CHAT, List.of(ONE, TWO));

        assertThat(known).containsExactly(Map.entry(CHAT, List.of(ONE, TWO)));
        assertThat(pods.toWrite()).as("known to all").isEmpty();
    }
}
