// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** Lengths of which workloads are made, in tokens. */
public final class LengthShapes {
    /** Chat like that of the measured runs: means 700 and 200, variation 0.8, cut at 2,048 and 700. */
    public static final LengthShape CHAT = lognormal(700, 200, 0.8, 2048, 700);
    /** Long prompts and short answers: the means of Azure's code service in 2023, its lengths cut at about its longest. */
    public static final LengthShape PREFILL_HEAVY = lognormal(2000, 30, 0.8, 7400, 100);
    /** Short prompts and long answers. */
    public static final LengthShape DECODE_HEAVY = lognormal(250, 600, 0.6, 1000, 2048);
    /** Summaries: prompts of thousands of tokens and answers of hundreds. */
    public static final LengthShape DOCUMENTS = lognormal(5000, 400, 0.5, 12_000, 1500);

    private LengthShapes() {}

    /** Always the same. */
    public static LengthShape fixed(int inputTokens, int outputTokens) {
        return (at, chance) -> new Arrival(at, inputTokens, outputTokens);
    }

    /**
     * Independent lognormal lengths.
     *
     * @param meanInput before the cut
     * @param meanOutput before the cut
     * @param variation standard deviation over mean, of both
     * @param longestInput where the server cuts prompts
     * @param longestOutput where the server cuts answers
     */
    public static LengthShape lognormal(
            double meanInput, double meanOutput, double variation, int longestInput, int longestOutput) {
        if (!(Math.min(meanInput, meanOutput) > 0
                && Double.isFinite(meanInput + meanOutput)
                && variation >= 0
                && Math.min(longestInput, longestOutput) >= 1)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "lengths must have means above 0, a variation of 0 or more, and cuts at 1 or more, were %s/%s, %s, %d/%d",
                    meanInput,
                    meanOutput,
                    variation,
                    longestInput,
                    longestOutput));
        }
        return (at, chance) -> new Arrival(
                at,
                lognormal(meanInput, variation, longestInput, chance),
                lognormal(meanOutput, variation, longestOutput, chance));
    }

    private static int lognormal(double mean, double variation, int longest, RandomGenerator chance) {
        double variance = Math.log1p(variation * variation);
        double logarithm = Math.log(mean) - variance / 2 + Math.sqrt(variance) * chance.nextGaussian();
        return (int) Math.max(1, Math.min(longest, Math.round(Math.exp(logarithm))));
    }

    /** Pairs of a prompt and its answer, drawn from recorded requests whatever their time. */
    public static LengthShape resampled(RequestList requests) {
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("lengths cannot be drawn from a trace without requests");
        }
        return (at, chance) -> {
            int index = chance.nextInt(requests.size());
            return new Arrival(at, requests.inputTokens(index), requests.outputTokens(index));
        };
    }
}
