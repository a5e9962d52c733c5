// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.engine.EngineModel;

/**
 * What an offline profile of an engine knows: times of steps at any load. Lengths are means, so that n sequences hold n·(in + out/2)
 * tokens of context. Taken from the engine's own step times: a profile better than the interpolation of a sweep that other systems
 * have, to their favour.
 *
 * @param engine that was profiled
 * @param inputTokens mean prompt
 * @param outputTokens mean answer
 */
public record EngineSheet(EngineModel engine, double inputTokens, double outputTokens) {
    private static final double MILLIS_PER_SECOND = 1e3;

    public EngineSheet {
        Demands.positive("inputTokens", inputTokens);
        Demands.positive("outputTokens", outputTokens);
    }

    /** The same engine at other lengths. */
    public EngineSheet of(double inputs, double outputs) {
        return new EngineSheet(engine, Math.max(1, inputs), Math.max(1, outputs));
    }

    /** A request's context in the mean over its life, tokens. */
    public double meanContextTokens() {
        return inputTokens + outputTokens / 2;
    }

    /** As many sequences as slots and cache hold at these lengths. */
    public int mostSequences() {
        double byCache = engine.limits().kvTokens() / meanContextTokens();
        return (int) Math.max(1, Math.min(engine.limits().maxSequences(), byCache));
    }

    /** Prompt tokens that a prefix cache leaves to be computed. */
    public double computedInputTokens() {
        return inputTokens * (1 - engine.prefixHitShare());
    }

    /** Time between tokens where each step also carries the prefill of the requests that keep the batch at this size. */
    public double loadedSeconds(int sequences) {
        double prefill = sequences * computedInputTokens() * engine.tokensPerStep() / outputTokens;
        double room = Math.max(0, engine.limits().stepTokens() - (double) sequences);
        return step(sequences, Math.min(prefill, room)) / engine.tokensPerStep();
    }

    /** From the first chunk's step to the last one's end, beside so many decoding sequences. */
    public double prefillSeconds(double tokens, int sequences) {
        double chunk = Math.max(1, engine.limits().stepTokens() - (double) sequences);
        double whole = Math.floor(tokens / chunk);
        double rest = tokens - whole * chunk;
        return whole * step(sequences, chunk) + (rest >= 1 ? step(sequences, rest) : 0);
    }

    /** The largest batch up to a bound whose time between tokens keeps a limit under load; at least 1. Halving finds it: step times grow. */
    public int largestLoadedBatch(double limitSeconds, int most) {
        int low = 1;
        int high = Math.min(most, mostSequences());
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (loadedSeconds(middle) <= limitSeconds) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /**
     * inferno's parameters from two runs, one request at a time and a batch, as its guide asks for.
     *
     * @param sequences of the second run
     */
    public Inferno.Parameters inferno(int sequences) {
        int many = Math.max(2, Math.min(mostSequences(), sequences));
        double beta = (loadedSeconds(many) - loadedSeconds(1)) / (many - 1);
        double alpha = loadedSeconds(1) - beta;
        double idle = prefillSeconds(computedInputTokens(), 0);
        double delta = Math.max(0, prefillSeconds(computedInputTokens(), many - 1) - idle) / ((many - 1) * inputTokens);
        double gamma = Math.max(0, idle - delta * inputTokens);
        return new Inferno.Parameters(alpha, beta, gamma, delta).times(MILLIS_PER_SECOND);
    }

    private double step(int sequences, double prefillTokens) {
        long context = Math.round(sequences * meanContextTokens());
        return engine.times().millis(sequences, context, (int) Math.round(prefillTokens)) / MILLIS_PER_SECOND;
    }
}
