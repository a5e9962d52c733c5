// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.scaler.document.Parsed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A log that was written before names were declared: one plain decision, and some of drawn figures with nearly every kind and word. */
class DecisionsOfBeforeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<String> lines() throws IOException {
        try (var file = Objects.requireNonNull(
                DecisionsOfBeforeTest.class.getResourceAsStream("/persisted/decisions.ndjson"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void isReadAndWrittenAgainAsItWas(String line) {
        assertThat(DecisionText.write(valid(line))).isEqualTo(line);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void isReadWithoutAnyKeyThatMayBeLeftOutAndElseSaysWhichIsMissing(String line) throws Exception {
        Decision decision = valid(line);
        int read = 0;
        for (String path : paths(line)) {
            ObjectNode tree = (ObjectNode) JSON.readTree(line);
            String parent = path.substring(0, path.lastIndexOf('/'));
            ((ObjectNode) tree.at(parent)).remove(path.substring(parent.length() + 1));

            String fault = DecisionText.read(tree).fold(valid -> "", Parsed.Invalid::sentence);

            read += fault.isEmpty() ? 1 : 0;
            assertThat(fault)
                    .as(path)
                    .doesNotContain("\n")
                    .matches("|.* is missing|.*\\.is must be one of .*|.* against a rule: .*");
        }
        assertThat(read).isPositive();
        assertThat(decision).isEqualTo(valid(line));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void isReadWithKeysThatAreNotKnown(String line) throws Exception {
        ObjectNode tree = (ObjectNode) JSON.readTree(line);
        tree.findParents("since")
                .forEach(object -> ((ObjectNode) object).putArray("moods").addObject());
        tree.put("weather", "rain");
        ((ObjectNode) tree.at("/input/policy/terms")).putObject("weather").put("rain", true);

        assertThat(valid(tree.toString())).isEqualTo(valid(line));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void isReadInALaterSchemaWhichIsSaidAndWithoutOne(String line) throws Exception {
        ObjectNode tree = (ObjectNode) JSON.readTree(line);
        List<Integer> newer = new ArrayList<>();

        tree.put("schema", 7);
        Parsed<Decision> later = DecisionText.read(tree.toString(), newer::add);
        tree.remove("schema");
        Parsed<Decision> unsaid = DecisionText.read(tree.toString(), newer::add);

        assertThat(later).isEqualTo(new Parsed.Valid<>(valid(line)));
        assertThat(unsaid).isEqualTo(later);
        assertThat(newer).containsExactly(7);
    }

    @Test
    void whatALaterComponentMeansWhereItIsLeftOutIsSaidBesideIt() throws Exception {
        ObjectNode tree = (ObjectNode) JSON.readTree(lines().get(0));
        ((ObjectNode) tree.at("/input/policy/terms")).remove("forecastOnly");

        assertThat(valid(tree.toString())).isEqualTo(valid(lines().get(0)));
    }

    private static Set<String> paths(String line) throws IOException {
        Set<String> paths = new TreeSet<>();
        collect("", JSON.readTree(line), paths);
        return paths;
    }

    private static void collect(String path, JsonNode node, Set<String> paths) {
        node.properties().forEach(entry -> {
            paths.add(path + "/" + entry.getKey());
            collect(path + "/" + entry.getKey(), entry.getValue(), paths);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(path + "/" + i, node.get(i), paths);
        }
    }

    private static Decision valid(String line) {
        return DecisionText.read(line).fold(Parsed.Valid::value, invalid -> {
            throw new AssertionError(invalid.sentence());
        });
    }
}
