// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.file.BadInputException;
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
    void findsColumnsByNameInAnyOrderAmongOthers() throws IOException {
        Path file = written("\uFEFF" + """
                 model , output_tokens,"arrival_s",input_tokens,note
                m,20,0.5,100.0,"a, ""quoted"" note"
                m,21,1.5,101,
                """);

        assertThat(TraceFile.read(file)).containsExactly(new Arrival(0.5, 100, 20), new Arrival(1.5, 101, 21));
    }

    @Test
    void readsJsonLinesWithNamesInAnyOrderAmongOthers() throws IOException {
        Path file = written("""
                {"run":"a","output_tokens":20,"input_tokens":100,"arrival_s":2.5}

                {"arrival_s":1,"input_tokens":7.0,"hash_ids":[1,{"x":2}],"output_tokens":3}
                """);

        assertThat(TraceFile.read(file)).containsExactly(new Arrival(1, 7, 3), new Arrival(2.5, 100, 20));
    }

    @Test
    void keepsTheOrderOfRequestsOfOneInstant() throws IOException {
        Path file = written(HEADER + "3,1,1\n1,2,2\n1,3,3\n1,4,4\n");

        assertThat(TraceFile.read(file)).extracting(Arrival::inputTokens).containsExactly(2, 3, 4, 1);
    }

    @Test
    void knowsItsOwnKindByTheFirstLine() throws IOException {
        assertThat(TraceFile.isNamedLikeOne(written(HEADER))).isTrue();
        assertThat(TraceFile.isNamedLikeOne(written("{\"arrival_s\":1,\"input_tokens\":1,\"output_tokens\":1}")))
                .isTrue();
        assertThat(TraceFile.isNamedLikeOne(written("t_s,rps\n"))).isFalse();
        assertThat(TraceFile.isNamedLikeOne(written(""))).isFalse();
        assertThat(TraceFile.isNamedLikeOne(directory)).isFalse();
    }

    @Test
    void namesFileLineAndRuleOfWhatIsWrong() throws IOException {
        assertSentence("a,b\n1,2\n", "line 1: the header must name arrival_s, was [a, b]");
        assertSentence(
                "arrival_s,input_tokens\n1,2\n",
                "line 1: the header must name output_tokens, was [arrival_s, input_tokens]");
        assertSentence(
                "arrival_s,arrival_s,input_tokens,output_tokens\n",
                "line 1: the header must name arrival_s once, was [arrival_s, arrival_s, input_tokens, output_tokens]");
        assertSentence("", "line 1: Empty header line: can not bind data");
        assertSentence(HEADER + "1,2,3\n1,2\n", "line 3: Not enough column values: expected 3, found 2");
        assertSentence(HEADER + "1,2,3,4\n", "line 2: Too many entries: expected at most 3 (value #3 (1 chars) \"4\")");
        assertSentence(HEADER + "\"1\",\"2\"\n", "line 2: Not enough column values: expected 3, found 2");
        assertSentence(HEADER + "1,two,3\n", "line 2: input_tokens must be a number, was 'two'");
        assertSentence(HEADER + "1,2.5,3\n", "line 2: input_tokens must be a whole number, was '2.5'");
        assertSentence(HEADER + "1,3e9,3\n", "line 2: input_tokens must be a whole number, was '3e9'");
        assertSentence(HEADER + "x,2,3\n", "line 2: arrival_s must be a number, was 'x'");
        assertSentence(HEADER + "1,-2,3\n", "line 2: input_tokens must be 1 or more, was -2");
        assertSentence(HEADER + "1,2,0\n", "line 2: output_tokens must be 1 or more, was 0");
        assertSentence(HEADER + "-1,2,3\n", "line 2: arrival_s must be 0 to 10000000000, was -1.0");
        assertSentence(HEADER + "NaN,2,3\n", "line 2: arrival_s must be 0 to 10000000000, was NaN");
        assertSentence(HEADER, "has no arrivals");
    }

    @Test
    void namesFileLineAndRuleOfWhatIsWrongInJsonLines() throws IOException {
        String good = "{\"arrival_s\":1,\"input_tokens\":1,\"output_tokens\":1}\n";
        assertSentence(
                good + "{\"arrival_s\":1,\"input_tokens\":1}\n", "line 2: output_tokens must be a number, was ''");
        assertSentence(good + "\n[1]\n", "line 3: a JSON object expected");
        assertSentence(good.replace("1}", "\"x\"}"), "line 1: output_tokens must be a number, was 'x'");
        assertSentence(good.replace("1}", "1.5}"), "line 1: output_tokens must be a whole number, was '1.5'");
        assertSentence(good.replace("1}", "0}"), "line 1: output_tokens must be 1 or more, was 0");
        assertThatThrownBy(() -> TraceFile.read(written(good + "{\"arrival_s\":1,")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("line 2: Unexpected end-of-input");
    }

    @Test
    void saysThatAFileIsMissing() {
        Path missing = directory.resolve("missing.csv");

        assertThatThrownBy(() -> TraceFile.read(missing))
                .isInstanceOf(BadInputException.class)
                .hasMessage("trace " + missing + " does not exist");
    }

    private void assertSentence(String content, String end) throws IOException {
        Path file = written(content);
        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("trace " + file)
                .hasMessageEndingWith(end);
    }

    private Path written(String content) throws IOException {
        return Files.writeString(directory.resolve("trace.csv"), content);
    }
}
