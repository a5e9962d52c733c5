// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.plan;

/**
 * The lengths of one request.
 *
 * @param input of the prompt; at least 1
 * @param output to generate; at least 1
 */
public record RequestTokens(int input, int output) {
    public RequestTokens {
        if (input < 1 || output < 1) {
            throw new IllegalArgumentException("tokens must be 1 or more, were " + input + " and " + output);
        }
    }
}
