// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import java.util.SplittableRandom;

/** What chance deals each request: how much of its prompt the prefix cache holds, and how well its tokens are guessed. */
final class RequestDraws {
    private final double prefixHitShare;
    private final double tokensPerStep;
    private final SplittableRandom chance;

    RequestDraws(EngineModel model, long seed) {
        this.prefixHitShare = model.prefixHitShare();
        this.tokensPerStep = model.tokensPerStep();
        this.chance = new SplittableRandom(seed);
    }

    /** Between nothing and all, evenly around the mean share; one token at least is left to compute. */
    int prefixHits(int inputTokens) {
        if (prefixHitShare == 0) {
            return 0;
        }
        double reach = Math.min(prefixHitShare, 1 - prefixHitShare);
        double share = prefixHitShare + reach * (2 * chance.nextDouble() - 1);
        return Math.min(inputTokens - 1, (int) Math.round(share * inputTokens));
    }

    /** Mean tokens a step of one request: evenly within half the gain on either side of the engine's mean. */
    double tokensPerStep() {
        double reach = (tokensPerStep - 1) / 2;
        return reach == 0 ? 1 : tokensPerStep + reach * (2 * chance.nextDouble() - 1);
    }
}
