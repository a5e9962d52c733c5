// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.lab.LabCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ScoredRampTest {
    @Tag("long")
    @Test
    void theSloAwarePolicyComesNearItsPublishedFigures() throws IOException {
        JsonNode rows = new ObjectMapper().readTree(run("ramp", "--orders", "0", "--seeds", "3", "--output", "json"));

        JsonNode published = row(rows, "B4", "shipped", 1);

        // Published: 95.8 % at 5.93. Its misses lie in the step from 4 to 6 requests/s, which is harder here: see
        // benchmark.md.
        assertThat(published.get("attainment").doubleValue()).isBetween(0.90, 0.988);
        assertThat(published.get("meanReplicas").doubleValue()).isBetween(0.85 * 5.93, 1.15 * 5.93);
        JsonNode peak = row(rows, "B0-peak", "shipped", 1);
        assertThat(peak.get("attainment").doubleValue()).isEqualTo(1.0);
        assertThat(peak.get("meanReplicas").doubleValue()).isEqualTo(8.0);
    }

    @Test
    void saysWhatIsWrongInOneSentence() {
        assertThat(run("ramp", "--orders", "21")).contains("--orders must be 0 to 20, was 21");
        assertThat(run("ramp", "--seeds", "0")).contains("--seeds must be 1 to 1000, was 0");
    }

    private static JsonNode row(JsonNode document, String policy, String variant, double knob) {
        return StreamSupport.stream(document.get("rows").spliterator(), false)
                .filter(row -> row.get("policy").asText().equals(policy)
                        && row.get("variant").asText().equals(variant)
                        && row.get("knob").doubleValue() == knob)
                .findFirst()
                .orElseThrow();
    }

    private static String run(String... arguments) {
        StringWriter text = new StringWriter();
        CommandLine command = LabCommand.commandLine();
        command.setOut(new PrintWriter(text)).setErr(new PrintWriter(text)).execute(arguments);
        return text.toString();
    }
}
