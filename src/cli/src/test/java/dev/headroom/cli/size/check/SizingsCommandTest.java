// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cli.HeadroomCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SizingsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        CommandLine headroom = HeadroomCommand.commandLine();
        headroom.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return headroom.execute(words);
    }

    @Test
    void holdsEachPromiseOfADayAgainstWhatItsUsersGet() {
        int code = run("lab", "sizings", "--only", "evening", "--hours", "1", "--peak", "1");

        assertThat(out.toString().lines().filter(line -> line.startsWith("| evening")))
                .as(err.toString())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .containsPattern(
                                "\\| 15\\.35 +\\| 1\\.12 +\\| 2 +\\| 2 +\\| 3 +\\| 100\\.00 % .*\\| passes +\\|$"));
        assertThat(out.toString()).contains("3 of 3 sizings pass");
        assertThat(code).isZero();
    }

    @Test
    void anUnknownDayGetsOneSentence() {
        assertThat(run("lab", "sizings", "--only", "tuesday")).isEqualTo(2);
        assertThat(err.toString()).contains("--only must be days of evening, short, bimodal, long, was 'tuesday'");
    }
}
