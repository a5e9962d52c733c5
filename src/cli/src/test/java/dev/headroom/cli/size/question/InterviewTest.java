// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.document.Parsed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class InterviewTest {
    private final StringWriter said = new StringWriter();

    private String ask(String... answers) throws IOException {
        return new Interview(
                        new BufferedReader(new StringReader(String.join("\n", answers) + "\n")), new PrintWriter(said))
                .ask();
    }

    private static SizingQuestion read(String text) {
        return SizingReader.read(text).fold(Parsed.Valid::value, invalid -> {
            throw new AssertionError(invalid.sentence());
        });
    }

    @Test
    void emptyAnswersTakeTheDefaultsInBrackets() throws IOException {
        String text = ask("", "", "10000", "9", "", "", "", "", "", "", "");

        assertThat(text).isEqualTo("""
                apiVersion: headroom.dev/v1
                name: chat
                pattern: chat
                load:
                  users: 10000
                  requestsPerUserHour: 9
                  peakFactor: 2.05
                  growthPercent: 0
                tokens:
                  input: 1203
                  output: 201
                promise: conversational
                """);
        assertThat(read(text).load().meanRequestsPerSecond().value()).isEqualTo(25);
        assertThat(said.toString())
                .contains("Pattern: chat, agentic, rag, code, batch [chat]: ")
                .contains("Busiest minute over the mean [2.05]: ")
                .contains("Users: ");
    }

    @Test
    void aModelHasQuestionsOfItsOwn() throws IOException {
        String text = ask(
                "code-1",
                "code",
                "100",
                "20",
                "",
                "",
                "",
                "",
                "",
                "meta/llama 3",
                "8",
                "32",
                "8",
                "",
                "",
                "h100.yaml, l4.yaml");

        SizingQuestion question = read(text);
        assertThat(question.model()).contains(new ServedModel("meta/llama 3", 8e9, 2, 32, 8, 128, 2));
        assertThat(question.profiles()).containsExactly("h100.yaml", "l4.yaml");
    }

    @Test
    void aWrongAnswerGetsTheFilesSentenceAndIsAskedAgain() throws IOException {
        String text = ask("My Chat", "chat", "gossip", "batch", "", "-3", "7", "1", "", "", "", "", "", "", "");

        assertThat(said.toString())
                .contains("name must be a name of Kubernetes")
                .contains("pattern must be one of chat, agentic, rag, code, batch, was 'gossip'")
                .contains("load.users must have an answer")
                .contains("load.users must be a number above 0, was '-3'");
        assertThat(read(text).pattern()).isEqualTo(WorkloadPattern.BATCH);
        assertThat(read(text).promise().word()).contains("batch");
    }

    @Test
    void saysWhichQuestionHadNoAnswer() {
        assertThatThrownBy(() -> ask("chat", "chat"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("the answers ended before the question 'Users'");
    }
}
