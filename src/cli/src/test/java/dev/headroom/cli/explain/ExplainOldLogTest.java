// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.cli.HeadroomCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The log of a replay, and what {@code explain} said of it, before names were declared. */
class ExplainOldLogTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theFiguresAreTheSame() throws IOException {
        assertThat(explain(lines())).isZero();

        assertThat(JSON.readTree(out.toString())).isEqualTo(explanation());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void soTheyAreOfALogThatLacksAKeyOrHasOneThatIsNotKnown() throws IOException {
        List<String> changed = new ArrayList<>();
        for (String line : lines()) {
            ObjectNode tree = (ObjectNode) JSON.readTree(line);
            ((ObjectNode) tree.at("/input/policy/terms")).remove("forecastOnly");
            ((ObjectNode) tree.at("/input/snapshot")).put("weather", "rain");
            tree.remove("schema");
            changed.add(tree.toString());
        }

        assertThat(explain(changed)).isZero();

        assertThat(JSON.readTree(out.toString())).isEqualTo(explanation());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aLaterSchemaIsSaidOnce() throws IOException {
        List<String> later = lines().stream()
                .map(line -> line.replace("\"schema\":2", "\"schema\":5"))
                .toList();

        assertThat(explain(later)).isZero();

        assertThat(JSON.readTree(out.toString())).isEqualTo(explanation());
        assertThat(err.toString().lines())
                .containsExactly(
                        "headroom explain: FILE has decisions of schema 5, and this version knows 2: unknown keys are ignored");
    }

    private int explain(List<String> log) throws IOException {
        Path file = Files.write(folder.resolve("decisions.ndjson"), log);
        CommandLine headroom = HeadroomCommand.commandLine();
        headroom.setOut(new PrintWriter(out));
        headroom.setErr(new PrintWriter(err));
        return headroom.execute("explain", file.toString(), "--json", "--set", "replicas.max=2");
    }

    private static List<String> lines() throws IOException {
        return resource("/explain/decisions.ndjson").lines().toList();
    }

    private static JsonNode explanation() throws IOException {
        return JSON.readTree(resource("/explain/explanation.json"));
    }

    private static String resource(String name) throws IOException {
        try (var file = Objects.requireNonNull(ExplainOldLogTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
