// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.question;

/**
 * The figures of a model that decide its memory.
 *
 * @param name under which clients ask for it
 * @param parameters of all experts; above 0
 * @param weightBytes of one parameter: 2 for BF16, 1 for FP8, 0.5 for 4 bits
 * @param layers with attention
 * @param kvHeads heads of keys and values
 * @param headSize of one head
 * @param kvBytes of one figure in the KV cache
 */
public record ServedModel(
        String name, double parameters, double weightBytes, int layers, int kvHeads, int headSize, double kvBytes) {
    /** Bytes of all weights. */
    public double bytesOfWeights() {
        return parameters * weightBytes;
    }

    /** Bytes of keys and values of one token. */
    public double bytesOfToken() {
        return 2.0 * layers * kvHeads * headSize * kvBytes;
    }
}
