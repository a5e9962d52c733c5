// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HeadroomCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help", "demo --help", "help demo", "serve --help", "serve -h", "--version"})
    void helps(String line) {
        assertThat(execute(line.split(" "))).isZero();
        assertThat(out.toString()).contains("headroom");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void saysInOneSentenceWhatIsWrong() {
        assertUsage("headroom: a command is missing (see 'headroom --help')");
        assertUsage("headroom demo: Unknown option: '--fast' (see 'headroom demo --help')", "demo", "--fast");
        assertUsage(
                "headroom demo: Invalid value for option '--minutes': 'two' is not a double (see 'headroom demo --help')",
                "demo",
                "--minutes",
                "two");
        assertUsage(
                "headroom demo: --minutes must be above 0, was -1 (see 'headroom demo --help')",
                "demo",
                "--minutes=-1");
        assertUsage(
                "headroom demo: --minutes must be at least 5.5 at --speed 10.0, was 3.0: the story needs 55 virtual minutes"
                        + " (see 'headroom demo --help')",
                "demo",
                "--minutes=3");
        assertUsage(
                "headroom demo: --speed must be from 1 to 60, was 0.5 (see 'headroom demo --help')",
                "demo",
                "--speed",
                "0.5");
        assertUsage(
                "headroom serve: --grpc-port must be from 1 to 65535, was 70000 (see 'headroom serve --help')",
                "serve",
                "--grpc-port",
                "70000");
        assertUsage(
                "headroom serve: --policies must be a directory that exists, was '/nowhere/at/all'"
                        + " (see 'headroom serve --help')",
                "serve",
                "--policies",
                "/nowhere/at/all");
    }

    @Test
    void refusesAWordThatIsNoCommand() {
        assertThat(execute("dance")).isEqualTo(2);
        assertThat(err.toString()).contains("dance").hasLineCount(1);
    }

    @Test
    void refusesAnOutputFormItDoesNotKnow() {
        assertThat(execute("demo", "--output", "xml")).isEqualTo(2);
        assertThat(err.toString()).contains("--output").contains("xml").hasLineCount(1);
    }

    @Test
    void refusesATraceThatIsNone(@TempDir Path directory) throws Exception {
        Path trace = Files.writeString(directory.resolve("trace.csv"), "arrival_s,input_tokens,output_tokens\n1,2\n");

        assertThat(execute("demo", "--trace", trace.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains(trace + " line 2: Not enough column values: expected 3, found 2")
                .hasLineCount(1);
    }

    @Test
    void anUnexpectedFailureIsOneSentenceAndExitCodeOne() {
        String home = System.clearProperty("headroom.home");
        try {
            assertThat(execute("serve")).isEqualTo(1);
            assertThat(err.toString()).startsWith("headroom serve: ").hasLineCount(1);
        } finally {
            if (home != null) {
                System.setProperty("headroom.home", home);
            }
        }
    }

    private void assertUsage(String sentence, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo(sentence);
    }

    private int execute(String... arguments) {
        CommandLine command = HeadroomCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
