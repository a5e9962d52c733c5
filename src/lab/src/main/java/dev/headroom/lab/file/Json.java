// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Figures as JSON has them: six digits, and null for what there is not. */
public final class Json {
    /** Nothing that is simulated or observed is known better than to a few parts in a million. */
    private static final MathContext DIGITS = new MathContext(6);

    private Json() {}

    /** Null for what is no finite number, for JSON has no other word for it. */
    public static @Nullable Double figure(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).round(DIGITS).doubleValue() : null;
    }

    /** The same of a figure that may be missing. */
    public static @Nullable Double figure(OptionalDouble value) {
        return figure(value.orElse(Double.NaN));
    }
}
