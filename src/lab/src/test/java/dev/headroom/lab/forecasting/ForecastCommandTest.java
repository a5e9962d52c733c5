// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.HeadroomCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ForecastCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void comparesTheContestWithTheLastValue() throws IOException {
        Path rates = Files.writeString(folder.resolve("rates-even.csv"), "t_s,rps\n0,10\n3600,10\n7200,10\n");

        int exit = run("forecast", "--rates", rates.toString(), "--horizon", "PT2M");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("rates-even").contains("120 s").contains("local-level");
    }

    @Test
    void aMeanOfNothingIsBadUsage() {
        int exit = run("forecast", "--rates", "any.csv", "--mean", "0");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("--mean must be above 0, was 0");
    }

    private int run(String... arguments) {
        CommandLine headroom = HeadroomCommand.commandLine();
        return headroom.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
