// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import java.util.Comparator;

/**
 * A policy as shipped or as tuned, whatever its knob: what wins or loses a setting.
 *
 * @param policy {@code headroom}, {@code B0}, …
 * @param variant {@code shipped}, {@code tuned}, …
 */
public record Side(String policy, String variant) implements Comparable<Side> {
    private static final Comparator<Side> ORDER =
            Comparator.comparing(Side::policy, NaturalOrder.INSTANCE).thenComparing(Side::variant);

    public Side {
        Words.named("a policy", policy);
        Words.named("a variant", variant);
    }

    /** For readers: {@code B4 tuned}. */
    public String label() {
        return policy + " " + variant;
    }

    @Override
    public int compareTo(Side other) {
        return ORDER.compare(this, other);
    }
}
