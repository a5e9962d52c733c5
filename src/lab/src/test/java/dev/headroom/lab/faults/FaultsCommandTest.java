// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.faults;

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

/** A short part of what {@code headroom lab faults} runs. */
class FaultsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void lateLostAndFrozenTelemetryTakesNoReplicaAway() throws IOException {
        int code = execute(
                "faults",
                "--seeds=1",
                "--workload=peak",
                "--only=Kafka lag 60 s;frozen series 5 min;restart",
                "--out=" + directory);

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains("| Kafka lag 60 s | peak |", "| restart | peak |");
        JsonNode rows = new ObjectMapper()
                .readTree(Files.readString(directory.resolve("faults.json")))
                .get("faults");
        assertThat(rows).hasSize(3);
        assertThat(rows.findValues("wrongScaleDowns")).allMatch(count -> count.intValue() == 0);
        assertThat(rows.get(0).get("gpuHoursWith").doubleValue()).isPositive();
        assertThat(directory.resolve("faults.md")).content().isEqualTo(out.toString());
    }

    @Test
    void saysWhatIsWrongInOneSentence() {
        assertThat(execute("faults", "--only=rain")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--only must be one of metrics outage 5 min; ")
                .contains("was 'rain'");
        assertThat(execute("faults", "--workload=W1")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--workload must be one of peak; fall, was 'W1'");
        assertThat(execute("faults", "--seeds=0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--seeds must be 1 to 100, was 0");
        assertThat(execute("faults", "--engine=none")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("engine 'none' is neither a file nor one of ");
    }

    private int execute(String... line) {
        return LabCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }
}
