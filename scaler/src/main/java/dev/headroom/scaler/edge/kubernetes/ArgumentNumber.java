// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole number as an argument gives it, {@code 8192}, or as vLLM understands it, {@code 8k} for 8,000 and {@code 8K} for 8,192. */
final class ArgumentNumber {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(\\.[0-9]{1,9})?([kKmMgG])?");

    private static final Map<String, Long> UNITS =
            Map.of("k", 1_000L, "m", 1_000_000L, "g", 1_000_000_000L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30);

    private ArgumentNumber() {}

    /** Empty for text that is not a whole number, and for numbers beyond a long. */
    static OptionalLong read(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches() || (form.group(2) != null && form.group(3) == null)) {
            return OptionalLong.empty();
        }
        String fraction = form.group(2) == null ? "" : form.group(2);
        long unit = form.group(3) == null ? 1 : UNITS.getOrDefault(form.group(3), 1L);
        try {
            return OptionalLong.of(new BigDecimal(form.group(1) + fraction)
                    .multiply(BigDecimal.valueOf(unit))
                    .longValueExact());
        } catch (ArithmeticException notWholeOrTooLarge) {
            return OptionalLong.empty();
        }
    }
}
