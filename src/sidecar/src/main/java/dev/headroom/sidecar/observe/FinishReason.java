// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

/** Why a sequence ended. */
public enum FinishReason {
    STOP,
    LENGTH,
    TOOL_CALLS,
    ABORT,
    ERROR,
    /** The answer did not say, or in a word that is not known here. */
    UNKNOWN;

    /** In the words of OpenAI's APIs, vLLM and TGI. */
    static FinishReason of(String word) {
        return switch (word) {
            case "stop", "eos_token", "stop_sequence", "completed" -> STOP;
            case "length", "max_output_tokens", "max_tokens" -> LENGTH;
            case "tool_calls", "function_call" -> TOOL_CALLS;
            case "abort", "cancelled" -> ABORT;
            case "error", "failed" -> ERROR;
            default -> UNKNOWN;
        };
    }
}
