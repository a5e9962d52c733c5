// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
    private static final String HEADER = "arrival_s,input_tokens,output_tokens\n";

    @TempDir
    Path directory;

    @Test
    void readsArrivalsInOrderOfTime() throws IOException {
        Path file = written(HEADER + "2.5,100,20\n0.5,700,200\n\n");

        assertThat(TraceFile.read(file)).containsExactly(new Arrival(0.5, 700, 200), new Arrival(2.5, 100, 20));
    }

    @Test
    void readsGzipByItsContent() throws IOException {
        Path file = directory.resolve("trace.csv");
        try (OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(file))) {
            bytes.write((HEADER + "1,2,3\n").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(TraceFile.read(file)).containsExactly(new Arrival(1, 2, 3));
    }

    @Test
    void namesFileLineAndRuleOfWhatIsWrong() throws IOException {
        assertSentence("a,b\n1,2\n", "line 1: the header must be 'arrival_s,input_tokens,output_tokens', was 'a,b'");
        assertSentence("", "line 1: the header must be 'arrival_s,input_tokens,output_tokens', was ''");
        assertSentence(HEADER + "1,2,3\n1,2\n", "line 3: 3 columns expected, found 2");
        assertSentence(HEADER + "1,two,3\n", "line 2: not a number in '1,two,3'");
        assertSentence(HEADER + "1,-2,3\n", "line 2: input_tokens must be 1 or more, was -2");
        assertSentence(HEADER + "1,2,0\n", "line 2: output_tokens must be 1 or more, was 0");
        assertSentence(HEADER + "-1,2,3\n", "line 2: arrival_s must be 0 or more, was -1.0");
        assertSentence(HEADER + "NaN,2,3\n", "line 2: arrival_s must be 0 or more, was NaN");
        assertSentence(HEADER, "has no arrivals");
    }

    @Test
    void saysThatAFileIsMissing() {
        Path missing = directory.resolve("missing.csv");

        assertThatThrownBy(() -> TraceFile.read(missing))
                .isInstanceOf(BadTraceException.class)
                .hasMessage("trace " + missing + " does not exist");
    }

    private void assertSentence(String content, String end) throws IOException {
        Path file = written(content);
        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(BadTraceException.class)
                .hasMessageStartingWith("trace " + file)
                .hasMessageEndingWith(end);
    }

    private Path written(String content) throws IOException {
        return Files.writeString(directory.resolve("trace.csv"), content);
    }
}
