// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

/**
 * Steps that only decode replay CUDA graphs, which are captured for 1, 2, 4 and each multiple of 8 sequences: a batch is padded
 * up to the next of these sizes. Larger batches than the largest captured, and steps that prefill, run eagerly. Source of the
 * sizes: vLLM, {@code CompilationConfig.cudagraph_capture_sizes}.
 *
 * @param inner times by the size of the batch as it is run
 * @param largest number of sequences captured; 1 or more
 */
public record GraphBuckets(StepTimes inner, int largest) implements StepTimes {
    private static final int STRIDE = 8;

    public GraphBuckets {
        if (largest < 1) {
            throw new IllegalArgumentException("the largest graph must hold 1 sequence or more, was " + largest);
        }
    }

    /** The size at which so many sequences are run. */
    public int padded(int sequences) {
        if (sequences > largest || sequences <= 2) {
            return sequences;
        }
        int size = sequences <= STRIDE / 2 ? STRIDE / 2 : (sequences + STRIDE - 1) / STRIDE * STRIDE;
        return Math.min(size, largest);
    }

    @Override
    public double millis(int sequences, long contextTokens, int prefillTokens) {
        if (prefillTokens > 0) {
            return inner.millis(sequences, contextTokens, prefillTokens);
        }
        int padded = padded(sequences);
        return inner.millis(padded, paddedContext(sequences, padded, contextTokens), 0);
    }

    @Override
    public double millis(
            int sequences, long contextTokens, long longestContext, int prefillTokens, double attendedTokens) {
        if (prefillTokens > 0) {
            return inner.millis(sequences, contextTokens, longestContext, prefillTokens, attendedTokens);
        }
        int padded = padded(sequences);
        return inner.millis(
                padded, paddedContext(sequences, padded, contextTokens), longestContext, prefillTokens, attendedTokens);
    }

    /** A padding sequence is one token long. */
    private static long paddedContext(int sequences, int padded, long contextTokens) {
        return contextTokens + padded - sequences;
    }
}
