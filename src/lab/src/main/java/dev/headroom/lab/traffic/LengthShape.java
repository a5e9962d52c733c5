// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.util.random.RandomGenerator;

/** How long prompts and answers are at each moment. */
@FunctionalInterface
public interface LengthShape {
    /** One request that comes at a moment, with lengths drawn. */
    Arrival draw(double atSeconds, RandomGenerator chance);

    /** These lengths until a moment, others from then on. */
    default LengthShape until(double atSeconds, LengthShape later) {
        return (at, chance) -> (at < atSeconds ? this : later).draw(at, chance);
    }

    /** These lengths for a time, others for the next, and so on in turn. */
    default LengthShape inTurnWith(LengthShape other, double turnSeconds) {
        return (at, chance) -> ((long) (at / turnSeconds) % 2 == 0 ? this : other).draw(at, chance);
    }

    /**
     * These lengths and others mixed.
     *
     * @param shareOfOthers of requests that have the others, 0 to 1
     */
    default LengthShape mixedWith(LengthShape other, double shareOfOthers) {
        if (!(shareOfOthers >= 0 && shareOfOthers <= 1)) {
            throw new IllegalArgumentException("a share must be between 0 and 1, was " + shareOfOthers);
        }
        return (at, chance) -> (chance.nextDouble() < shareOfOthers ? other : this).draw(at, chance);
    }
}
