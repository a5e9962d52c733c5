// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.plan;

import dev.headroom.cli.size.question.TokenLengths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Chooses the requests of a plan; a seed gives the same ones each time. */
public final class DrawnRequests {
    /** Files of prompts then stay near 5 MB for each tool. */
    private static final double MOST_PROMPT_TOKENS = 1_000_000;

    private static final int MOST = 1_000;
    private static final int FEWEST = 50;

    private DrawnRequests() {}

    /** Log-normal lengths, whose mean is the wanted one. */
    public static List<RequestTokens> of(TokenLengths input, TokenLengths output, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = countFor(input.mean());
        int[] prompts = lengths(input, count, random);
        int[] answers = lengths(output, count, random);
        List<RequestTokens> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(new RequestTokens(prompts[i], answers[i]));
        }
        return requests;
    }

    /**
     * Some of recorded requests, each at most once.
     *
     * @param recorded at least one
     */
    public static List<RequestTokens> of(List<RequestTokens> recorded, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<RequestTokens> left = new ArrayList<>(recorded);
        int count = Math.min(
                left.size(),
                countFor(left.stream().mapToInt(RequestTokens::input).average().orElseThrow()));
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, left.size());
            RequestTokens chosen = left.get(other);
            left.set(other, left.get(i));
            left.set(i, chosen);
        }
        return List.copyOf(left.subList(0, count));
    }

    private static int countFor(double meanInput) {
        return (int) Math.max(FEWEST, Math.min(MOST, MOST_PROMPT_TOKENS / meanInput));
    }

    /** Chance alone would miss the mean of a wide distribution by some percent. */
    private static int[] lengths(TokenLengths of, int count, SplittableRandom random) {
        double[] drawn = new double[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = of.at(random.nextGaussian());
        }
        double scale = of.mean() / Arrays.stream(drawn).average().orElseThrow();
        return Arrays.stream(drawn)
                .mapToInt(length -> (int) Math.max(1, Math.round(length * scale)))
                .toArray();
    }
}
