// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.LabCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DaysOptionsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --seeds=0          | --seeds must be 1 to 10, was 0
                    --hours=25         | --hours must be 1 to 24, was 25
                    --policies=B99     | --policies: no baseline has the id 'B99'
                    --policies=B3:slow | --policies: policy B3 has no variant 'slow'; it has tuned, shipped
                    --again=B99        | --again: no baseline has the id 'B99'
                    --only=noon        | --only must name a day or a cell, was [noon]; there are evening-r8-
                    """)
    void saysWhatIsWrong(String option, String sentence) {
        assertThat(days(option)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).startsWith("headroom lab compare: " + sentence);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void goesOnWhereItWasStopped() throws IOException {
        assertThat(days("--only=onoff", "--hours=1", "--policies=B0-peak")).isZero();
        List<String> rows = Files.readAllLines(folder.resolve("out/rows.jsonl"));
        out.getBuffer().setLength(0);

        assertThat(days("--only=onoff", "--hours=1", "--policies=B0-peak,B0-mean"))
                .isZero();

        assertThat(rows).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("out/rows.jsonl")))
                .hasSize(2)
                .startsWith(rows.get(0));
        assertThat(Files.readAllLines(folder.resolve("out/staircases.txt"))).hasSize(1);
        assertThat(out.toString()).contains("| B0-peak | yes |").contains("| B0-mean |");
        assertThat(folder.resolve("out/results.md")).hasContent(out.toString());
    }

    private int days(String... options) {
        CommandLine headroom = LabCommand.commandLine();
        headroom.setOut(new PrintWriter(out));
        headroom.setErr(new PrintWriter(err));
        return headroom.execute(Stream.concat(
                        Stream.of("compare", "--suite=days", "--out=" + folder.resolve("out")), Arrays.stream(options))
                .toArray(String[]::new));
    }
}
