// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much of the error budget the planner aims to spend; {@code src/docs/slo-policy.md} has the shares. */
public enum Posture {
    /** Nearly all of it; cheapest. */
    LEAN,
    /** Most of it. */
    BALANCED,
    /** Half of it; the rest is kept for the unforeseen. */
    SAFE;

    /** The posture of a word as policies and triggers write it; empty for any other text. */
    public static Optional<Posture> ofWord(String word) {
        return Arrays.stream(values())
                .filter(posture -> posture.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
