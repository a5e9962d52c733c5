// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.LabCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ChaosCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsEachFaultWithWhatIsDoneAndWhatIsToBeSeen() {
        assertThat(execute("chaos", "--list")).isZero();

        assertThat(out.toString().lines())
                .hasSameSizeAs(ChaosFaults.ALL)
                .allMatch(line -> line.matches("[a-z0-9-]+: .+\\. To be seen: .+\\."))
                .anyMatch(line -> line.startsWith("broker-killed: SIGKILL ends the only broker"));
    }

    @Test
    void namesAreUnique() {
        List<String> names = ChaosFaults.ALL.stream().map(ChaosFault::name).toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void saysWhichFaultsThereAreWhereOneIsUnknown() {
        assertThat(execute("chaos", "--only=rain")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString())
                .contains("--only must be one of poison-records, ")
                .contains("was 'rain'");
    }

    private int execute(String... line) {
        return LabCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }
}
