// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.learning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.lab.LabCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LearnCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void laysTheLearnersAnswersBesideThoseOfWhoKnows() throws IOException {
        int code = execute("learn", "--engine=h100x2-qwen3-32b", "--workload=level", "--seeds=1", "--out=" + directory);

        // What is learnt is the learner's affair; here is only what is said of it.
        JsonNode rows = new ObjectMapper()
                .readTree(Files.readString(directory.resolve("learn.json")))
                .get("lessons");
        assertThat(rows).hasSize(2 * Look.MINUTES.size());
        assertThat(rows.findValuesAsText("leader")).contains("knower", "learner");
        assertThat(rows)
                .filteredOn(row -> row.get("leader").textValue().equals("knower"))
                .allMatch(row -> row.get("knower").doubleValue() >= 3
                        && row.get("knower").doubleValue() <= 8);
        boolean learnt = rows.findValues("within").get(Look.MINUTES.size() - 1).booleanValue()
                && rows.findValues("within").get(2 * Look.MINUTES.size() - 1).booleanValue();
        assertThat(code).isEqualTo(learnt ? 0 : 3);
        assertThat(out.toString())
                .contains("| h100x2-qwen3-32b | level | knower |")
                .contains("- after 20 min: ");
        assertThat(directory.resolve("learn.md")).content().isEqualTo(out.toString());
    }

    @Test
    void saysWhatIsWrongInOneSentence() {
        assertThat(execute("learn", "--workload=W1")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--workload must be one of level, wave, was 'W1'");
        assertThat(execute("learn", "--engine=none")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("engine 'none' is neither a file nor one of ");
        assertThat(execute("learn", "--seeds=0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--seeds must be 1 to 100, was 0");
    }

    private int execute(String... line) {
        return LabCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }
}
