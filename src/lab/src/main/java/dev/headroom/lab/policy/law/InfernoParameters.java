// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

/**
 * inferno's profile of an engine, in milliseconds: a decode step takes {@code alpha + beta·n}, a prefill {@code gamma + delta·inputTokens·n} with
 * n in the batch.
 *
 * @param alpha of a decode step
 * @param beta for each sequence in it
 * @param gamma of a prefill
 * @param delta for each prompt token and sequence
 */
public record InfernoParameters(double alpha, double beta, double gamma, double delta) {
    /** As a profiler would have them who is off by a factor in everything. */
    public InfernoParameters times(double factor) {
        return new InfernoParameters(alpha * factor, beta * factor, gamma * factor, delta * factor);
    }

    double decodeMillis(double sequences) {
        return alpha + beta * sequences;
    }

    double prefillMillis(double inputTokens, double sequences) {
        return inputTokens == 0 ? 0 : gamma + delta * inputTokens * sequences;
    }
}
