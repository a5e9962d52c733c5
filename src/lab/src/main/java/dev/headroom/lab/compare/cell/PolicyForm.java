// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A policy as shipped or as tuned, whatever its knob: what wins or loses a setting.
 *
 * @param policy {@code headroom}, {@code B0}, …
 * @param variant {@code shipped}, {@code tuned}, …
 */
public record PolicyForm(String policy, String variant) implements Comparable<PolicyForm> {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int DIGITS = 12;

    /** As people count: {@code B2} before {@code B10}. Policies that differ are never equal. */
    private static final Comparator<PolicyForm> ORDER = Comparator.comparing(PolicyForm::padded)
            .thenComparing(PolicyForm::policy)
            .thenComparing(PolicyForm::variant);

    public PolicyForm {
        Cell.requireName("a policy", policy);
        Cell.requireName("a variant", variant);
    }

    /** For readers: {@code B4 tuned}. */
    public String label() {
        return policy + " " + variant;
    }

    @Override
    public int compareTo(PolicyForm other) {
        return ORDER.compare(this, other);
    }

    private String padded() {
        return NUMBER.matcher(policy)
                .replaceAll(number ->
                        "0".repeat(Math.max(0, DIGITS - number.group().length())) + number.group());
    }
}
