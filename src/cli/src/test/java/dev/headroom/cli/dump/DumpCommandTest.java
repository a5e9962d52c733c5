// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cli.HeadroomCommand;
import dev.headroom.lab.dump.DumpWriter;
import dev.headroom.lab.dump.Events;
import dev.headroom.lab.traffic.TraceFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DumpCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void saysInOneSentenceWhatIsWrong() throws IOException {
        Path existing = Files.writeString(directory.resolve("old"), "");
        Path missing = directory.resolve("missing");

        assertUsage("Missing required option: '--out=FILE'", "dump", "--bootstrap-servers=b:1", "--topic=t");
        assertUsage("--out must not exist yet, was '" + existing + "'", dump("--out=" + existing));
        assertUsage(
                "--from must be 'earliest', an instant like 2026-11-24T10:00:00Z or a time back like 1h30m, was 'noon'",
                dump("--out=" + directory.resolve("new"), "--from=noon"));
        assertUsage(
                "--kafka-properties must be a file that exists, was '" + missing + "'",
                dump("--out=" + directory.resolve("new"), "--kafka-properties=" + missing));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-an-address", "none.invalid:9092"})
    void anAddressThatIsNotOneIsWrong(String address) {
        assertUsage(
                "--bootstrap-servers must be HOST:PORT of brokers whose names resolve, was '" + address + "'",
                "dump",
                "--bootstrap-servers=" + address,
                "--topic=t",
                "--out=" + directory.resolve("new"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDumpBecomesThreeColumns() throws IOException {
        Path dump = directory.resolve("dump.gz");
        try (DumpWriter writer = new DumpWriter(dump)) {
            writer.write(Events.record("s", 0, Events.batch(Events.span(1, 0, 100, 10), Events.span(2, 1500, 7, 3))));
            writer.write(
                    Events.record("e", 0, Events.completed("a", 0, 1, 1).build().toByteArray()));
            writer.finish();
        }
        Path csv = directory.resolve("mine.csv.gz");

        assertThat(execute("requests", dump.toString(), "--model=llama", "--out=" + csv))
                .isZero();

        assertThat(TraceFile.read(csv))
                .extracting(arrival -> arrival.inputTokens())
                .containsExactly(100, 7);
        assertThat(out.toString())
                .contains("left out: 1 requests of other models")
                .contains("2 requests in 2 s, 1.33/s");
        assertUsage("--out must not exist yet, was '" + csv + "'", "requests", dump.toString(), "--out=" + csv);
        assertUsage(
                "trace " + csv + " names no models, so none can be chosen, was 'llama'",
                "requests",
                csv.toString(),
                "--model=llama",
                "--out=" + directory.resolve("other.csv"));
    }

    private static String[] dump(String... more) {
        String[] all = new String[more.length + 3];
        all[0] = "dump";
        all[1] = "--bootstrap-servers=127.0.0.1:1";
        all[2] = "--topic=t";
        System.arraycopy(more, 0, all, 3, more.length);
        return all;
    }

    private void assertUsage(String sentence, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(execute(arguments)).isEqualTo(2);
        String command = "headroom " + arguments[0];
        assertThat(err.toString().strip()).isEqualTo(command + ": " + sentence + " (see '" + command + " --help')");
    }

    private int execute(String... arguments) {
        CommandLine command = HeadroomCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
