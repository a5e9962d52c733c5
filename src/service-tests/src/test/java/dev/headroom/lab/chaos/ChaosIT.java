// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.LabCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short part of what {@code headroom lab chaos} runs: the rest takes half an hour. */
class ChaosIT {
    private static final String ALL_WELL = "\\| %s +\\| held +\\| 6 +\\| 6 +\\| no +\\| never +\\| yes .*\\| yes +\\|";

    @TempDir
    Path directory;

    @Test
    void theLossOfThePlannerTakesNoReplicaAway() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Path file = directory.resolve("chaos.md");

        int code = LabCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("chaos", "--only=planner-killed", "--out=" + file);

        System.out.println(err.toString() + out);
        assertThat(code).as(err.toString()).isZero();
        List<String> table = Files.readAllLines(file);
        assertThat(table).anyMatch(line -> line.matches(ALL_WELL.formatted("planner-killed")));
        assertThat(out.toString().lines()).containsAll(table);
    }
}
