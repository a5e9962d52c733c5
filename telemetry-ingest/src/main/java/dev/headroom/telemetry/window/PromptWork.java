// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.TokenCounts;
import java.util.OptionalDouble;

/** Prompt tokens that sequences make a server compute. Sums of whole numbers, so that the order of adding does not matter. */
final class PromptWork {
    static final long BYTES = 40;

    /** Prompt tokens are shared out among the sequences of a request, so sums are kept in thousandths. */
    private static final long THOUSANDTHS = 1_000;

    /** Of requests with a known cached part of their prompt. */
    private long thousandthsToCompute;

    /** Of the others: as if nothing had. */
    private long thousandthsUncertain;

    private long sequences;

    void add(TokenCounts tokens) {
        if (tokens.input().isEmpty()) {
            return;
        }
        sequences++;
        long thousandths = THOUSANDTHS
                * (tokens.input().getAsInt() - tokens.cachedInput().orElse(0))
                / tokens.sequences().orElse(1);
        if (tokens.cachedInput().isPresent()) {
            thousandthsToCompute += thousandths;
        } else {
            thousandthsUncertain += thousandths;
        }
    }

    void addAll(PromptWork others) {
        addAll(others.figures());
    }

    void addAll(PromptFigures others) {
        thousandthsToCompute += others.thousandthsToCompute();
        thousandthsUncertain += others.thousandthsUncertain();
        sequences += others.sequences();
    }

    PromptFigures figures() {
        return new PromptFigures(thousandthsToCompute, thousandthsUncertain, sequences);
    }

    /** The mean of a sequence, as {@link EndedRequests#meanTokensToCompute} says. */
    OptionalDouble mean(double cachedShare) {
        if (sequences == 0) {
            return OptionalDouble.empty();
        }
        double sum = (double) thousandthsToCompute + (double) thousandthsUncertain * (1 - cachedShare);
        return OptionalDouble.of(sum / THOUSANDTHS / (double) sequences);
    }
}
