// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.util.Arrays;

/** The fields to find in an answer, whole or in an event of a stream. */
enum AnswerField {
    INPUT_TOKENS,
    CACHED_TOKENS,
    OUTPUT_TOKENS,
    /** Elements of TGI's list of prompt tokens. */
    PREFILL,
    FINISH,
    /** Of /v1/responses: why its one sequence ended, once it has. */
    STATUS,
    /** Something that was generated. */
    CONTENT,
    /** Of an event of /v1/responses; of an error in vLLM's older form. */
    TYPE,
    /** Content of an event of /v1/responses, if its type says so. */
    DELTA,
    ERROR,
    ERROR_TYPE;

    private static final String EACH = JsonShape.EACH;
    private static final String[][] USAGES = {{"usage"}, {"response", "usage"}};
    private static final String[] CONTENTS = {
        "content", "reasoning_content", "reasoning", "refusal", "tool_calls", "function_call"
    };

    /** OpenAI's three APIs as vLLM and others speak them, and TGI's own, in one: their names do not collide. */
    static final JsonShape<AnswerField> SHAPE = shape();

    private static JsonShape<AnswerField> shape() {
        JsonShape<AnswerField> shape = new JsonShape<>();
        for (String[] usage : USAGES) {
            shape.value(INPUT_TOKENS, with(usage, "prompt_tokens"))
                    .value(INPUT_TOKENS, with(usage, "input_tokens"))
                    .value(OUTPUT_TOKENS, with(usage, "completion_tokens"))
                    .value(OUTPUT_TOKENS, with(usage, "output_tokens"))
                    .value(CACHED_TOKENS, with(usage, "prompt_tokens_details", "cached_tokens"))
                    .value(CACHED_TOKENS, with(usage, "input_tokens_details", "cached_tokens"));
        }
        shape.value(FINISH, "choices", EACH, "finish_reason").presence(CONTENT, "choices", EACH, "text");
        for (String content : CONTENTS) {
            shape.presence(CONTENT, "choices", EACH, "delta", content);
        }
        shape.value(STATUS, "status")
                .value(STATUS, "incomplete_details", "reason")
                .value(STATUS, "response", "status")
                .value(STATUS, "response", "incomplete_details", "reason")
                .value(TYPE, "type")
                .presence(DELTA, "delta")
                .presence(ERROR, "error")
                .presence(ERROR, "response", "error")
                .value(ERROR_TYPE, "error", "type")
                .value(ERROR_TYPE, "response", "error", "code")
                .value(ERROR_TYPE, "error_type");
        return tgi(tgi(shape), EACH).presence(CONTENT, "token");
    }

    private static JsonShape<AnswerField> tgi(JsonShape<AnswerField> shape, String... before) {
        return shape.value(OUTPUT_TOKENS, with(before, "details", "generated_tokens"))
                .value(INPUT_TOKENS, with(before, "details", "input_length"))
                .value(FINISH, with(before, "details", "finish_reason"))
                .count(PREFILL, with(before, "details", "prefill"));
    }

    private static String[] with(String[] before, String... more) {
        String[] path = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, path, before.length, more.length);
        return path;
    }
}
