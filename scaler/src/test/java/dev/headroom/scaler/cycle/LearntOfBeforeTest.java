// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was learnt in a quarter of an hour, as it was written before names were declared. */
class LearntOfBeforeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> faults = new ArrayList<>();

    @Test
    void isGoneOnFromAndWrittenAgainAsItWas() throws IOException {
        assertThat(wentOnFrom(before())).isEqualTo(before());
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "booked-capacity, /learner/breach, queuedLooks, learner.breach.queuedLooks",
        "error-budget, /spendings/0, since, spendings[0].since",
        "needs, '', peaks, peaks",
        "starts, /starts/3, readyAfter, starts[3].readyAfter"
    })
    void aPartThatLacksWhatItNeedsIsLostAloneAndThatIsSaid(String part, String object, String key, String path)
            throws IOException {
        Map<String, SavedState.Text> parts = new TreeMap<>(before());
        change(parts, part, tree -> ((ObjectNode) tree.at(object)).remove(key));

        Map<String, SavedState.Text> after = wentOnFrom(parts);

        assertThat(faults).containsExactly("learned state '" + part + "' is reset: " + path + " is missing");
        parts.remove(part);
        assertThat(after).containsAllEntriesOf(parts);
    }

    @Test
    void anOptionalFigureMayBeMissing() throws IOException {
        Map<String, SavedState.Text> parts = new TreeMap<>(before());
        change(parts, "demand", tree -> tree.remove("workPerRequest"));

        assertThat(wentOnFrom(parts)).isEqualTo(parts);
        assertThat(faults).isEmpty();
    }

    @Test
    void whatALaterVersionAddedIsPassedOver() throws IOException {
        Map<String, SavedState.Text> parts = new TreeMap<>();
        before().forEach((name, text) -> parts.put(name, new SavedState.Text(9, text.json())));
        change(
                parts,
                "starts",
                tree -> tree.findParents("node").forEach(start -> ((ObjectNode) start).put("weather", "rain")));
        change(parts, "error-budget", tree -> tree.putArray("weather").add(1));

        assertThat(wentOnFrom(parts)).as("in the form of this version").isEqualTo(before());
        assertThat(faults).isEmpty();
    }

    private Map<String, SavedState.Text> wentOnFrom(Map<String, SavedState.Text> parts) {
        return LearnedState.remembering(new SavedState(parts), Duration.ofMinutes(2), faults::add)
                .memory(SavedState.NOTHING, true)
                .parts();
    }

    /** A change of a memory. */
    private interface Change {
        void of(ObjectNode tree);
    }

    private static void change(Map<String, SavedState.Text> parts, String part, Change change) throws IOException {
        SavedState.Text text = Objects.requireNonNull(parts.get(part));
        ObjectNode tree = (ObjectNode) JSON.readTree(text.json());
        change.of(tree);
        parts.put(part, new SavedState.Text(text.schema(), tree.toString()));
    }

    private static Map<String, SavedState.Text> before() throws IOException {
        Map<String, SavedState.Text> parts = new TreeMap<>();
        try (var file = Objects.requireNonNull(LearntOfBeforeTest.class.getResourceAsStream("/persisted/learnt.txt"))) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .forEach(part -> parts.put(part[0], new SavedState.Text(1, part[1])));
        }
        return parts;
    }
}
