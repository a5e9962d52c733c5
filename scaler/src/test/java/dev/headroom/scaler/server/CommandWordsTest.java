// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandWordsTest {
    @Test
    void wordsThatNoShellReadsStayAsTheyAre() {
        assertThat(CommandWords.of(List.of("vllm", "serve"), List.of("my model", "a;b"), Map.of()))
                .containsExactly("vllm", "serve", "my model", "a;b");
    }

    @Test
    void aScriptIsSplitIntoCommandsAndWords() {
        assertThat(script("pip list | head; vllm serve meta/llama --port 9000 && echo 'the end'\n"))
                .containsExactly(
                        "pip",
                        "list",
                        ";",
                        "head",
                        ";",
                        "vllm",
                        "serve",
                        "meta/llama",
                        "--port",
                        "9000",
                        ";",
                        "echo",
                        "the end",
                        ";");
    }

    @Test
    void aContinuedLineIsOneCommandAndACommentIsNone() {
        assertThat(script("vllm serve meta/llama \\\n  --port 9000 # --port 1"))
                .containsExactly("vllm", "serve", "meta/llama", "--port", "9000");
    }

    @Test
    void knownVariablesAreReplacedAndOthersStay() {
        assertThat(CommandWords.of(List.of("vllm"), List.of("--port=$(PORT)", "$MODEL"), Map.of("PORT", "9000")))
                .containsExactly("vllm", "--port=9000", "$MODEL");
    }

    private static List<String> script(String text) {
        List<String> words = CommandWords.of(List.of("sh", "-c"), List.of(text), Map.of());
        return words.subList(2, words.size());
    }
}
