// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Requests and answers as models' APIs have them, by chance. */
final class LlmTraffic {
    private static final List<String> WORDS =
            List.of("the", "\\\"usage\\\":", "{model}", "\\n\\ndata: ", "é€", "\\u20AC", "[DONE]", "\\\\");

    private final SplittableRandom random;

    LlmTraffic(SplittableRandom random) {
        this.random = random;
    }

    /**
     * One call.
     *
     * @param path of the API
     * @param request its body
     * @param answer its body
     * @param expected what is to be told of it
     */
    record Call(String path, String request, String answer, Expected expected) {}

    Call next() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> openAi("/v1/chat/completions", true);
            case 2 -> openAi("/v1/completions", false);
            case 3 -> responses();
            case 4 -> generate();
            default -> generateStream();
        };
    }

    private Call openAi(String path, boolean chat) {
        boolean stream = random.nextBoolean();
        boolean usage = !stream || random.nextBoolean();
        int sequences = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1;
        int tokens = sequences * (1 + random.nextInt(60));
        String model = "model-" + random.nextInt(5);
        String prompt = chat
                ? "\"messages\":[{\"role\":\"user\",\"content\":\"" + text(300) + "\"}]"
                : "\"prompt\":\"" + text(300) + "\"";
        String request = "{" + prompt + ",\"model\":\"" + model + "\",\"stream\":" + stream
                + (sequences > 1 ? ",\"n\":" + sequences : "") + ",\"max_tokens\":100}";
        String usageText = "\"usage\":{\"prompt_tokens\":75,\"completion_tokens\":" + tokens
                + ",\"prompt_tokens_details\":{\"cached_tokens\":64}}";
        StringBuilder answer = new StringBuilder();
        if (stream) {
            for (int i = 0; i < tokens; i++) {
                String content =
                        chat ? "\"delta\":{\"content\":\"" + text(3) + "x\"}" : "\"text\":\"" + text(3) + "x\"";
                event(answer, "{\"id\":\"x\",\"choices\":[{\"index\":0," + content + ",\"finish_reason\":null}]}");
            }
            String last = chat ? "\"delta\":{}" : "\"text\":\"\"";
            for (int i = 0; i < sequences; i++) {
                event(answer, "{\"choices\":[{\"index\":" + i + "," + last + ",\"finish_reason\":\"length\"}]}");
            }
            if (usage) {
                event(answer, "{\"choices\":[]," + usageText + "}");
            }
            event(answer, "[DONE]");
        } else {
            String choice = chat
                    ? "\"message\":{\"role\":\"assistant\",\"content\":\"" + text(200) + "\"}"
                    : "\"text\":\"" + text(200) + "\"";
            String choices = String.join(
                    ",", java.util.Collections.nCopies(sequences, "{" + choice + ",\"finish_reason\":\"length\"}"));
            answer.append("{\"choices\":[")
                    .append(choices)
                    .append("],")
                    .append(usageText)
                    .append("}");
        }
        Expected expected = new Expected(
                true,
                Optional.of(model),
                sequences,
                usage ? OptionalInt.of(75) : OptionalInt.empty(),
                usage ? OptionalInt.of(tokens) : OptionalInt.empty(),
                "LENGTH",
                stream);
        return new Call(path, request, answer.toString(), expected);
    }

    private Call responses() {
        boolean stream = random.nextBoolean();
        int tokens = 1 + random.nextInt(60);
        String request = "{\"model\":\"m\",\"input\":\"" + text(300) + "\",\"stream\":" + stream + "}";
        String whole =
                "{\"object\":\"response\",\"status\":\"completed\",\"output\":[{\"content\":[{\"text\":\"" + text(100)
                        + "\"}]}],\"usage\":{\"input_tokens\":7,\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":"
                        + tokens + "}}";
        StringBuilder answer = new StringBuilder();
        if (stream) {
            event(answer, "{\"type\":\"response.created\",\"response\":{\"status\":\"in_progress\",\"usage\":null}}");
            for (int i = 0; i < tokens; i++) {
                event(answer, "{\"type\":\"response.output_text.delta\",\"delta\":\"" + text(3) + "x\"}");
            }
            event(answer, "{\"type\":\"response.completed\",\"response\":" + whole + "}");
        } else {
            answer.append(whole);
        }
        Expected expected =
                new Expected(true, Optional.of("m"), 1, OptionalInt.of(7), OptionalInt.of(tokens), "STOP", stream);
        return new Call("/v1/responses?x=%20y", request, answer.toString(), expected);
    }

    private Call generate() {
        String details =
                "{\"finish_reason\":\"eos_token\",\"generated_tokens\":9,\"prefill\":[{\"id\":1},{\"id\":2}],\"tokens\":[]}";
        String answer = "{\"generated_text\":\"" + text(100) + "\",\"details\":" + details + "}";
        boolean root = random.nextBoolean();
        Expected expected =
                new Expected(true, Optional.empty(), 1, OptionalInt.of(2), OptionalInt.of(9), "STOP", false);
        return new Call(
                root ? "/" : "/generate",
                "{\"inputs\":\"" + text(200) + "\",\"parameters\":{\"max_new_tokens\":9}}",
                root ? "[" + answer + "]" : answer,
                expected);
    }

    private Call generateStream() {
        int tokens = 1 + random.nextInt(60);
        StringBuilder answer = new StringBuilder();
        for (int i = 1; i < tokens; i++) {
            event(
                    answer,
                    "{\"index\":" + i + ",\"token\":{\"id\":" + i + ",\"text\":\"" + text(2)
                            + "\"},\"generated_text\":null,\"details\":null}");
        }
        event(
                answer,
                "{\"token\":{\"id\":2},\"generated_text\":\"" + text(50)
                        + "\",\"details\":{\"finish_reason\":\"length\",\"generated_tokens\":" + tokens
                        + ",\"input_length\":11}}");
        Expected expected =
                new Expected(true, Optional.empty(), 1, OptionalInt.of(11), OptionalInt.of(tokens), "LENGTH", true);
        return new Call("/generate_stream", "{\"inputs\":\"" + text(200) + "\"}", answer.toString(), expected);
    }

    private void event(StringBuilder answer, String data) {
        if (random.nextInt(20) == 0) {
            answer.append(": ping\n\n");
        }
        answer.append("data: ").append(data).append("\n\n");
    }

    private String text(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(words); i > 0; i--) {
            text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
        }
        return text.toString();
    }
}
