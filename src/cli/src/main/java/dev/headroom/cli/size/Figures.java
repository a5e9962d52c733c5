// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them. */
final class Figures {
    /** No capacity is known better than to a millionth. */
    private static final MathContext DIGITS = new MathContext(6);

    private Figures() {}

    /** The number to six significant digits, without trailing zeros. */
    static BigDecimal clean(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    static String text(double value) {
        return clean(value).toPlainString();
    }
}
