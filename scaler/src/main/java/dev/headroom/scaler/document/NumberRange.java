// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

/**
 * A range of numbers, for rules.
 *
 * @param lower bound
 * @param lowerIncluded whether {@code lower} itself belongs to it
 * @param upper bound; may be infinite
 * @param upperIncluded whether {@code upper} itself belongs to it
 */
public record NumberRange(double lower, boolean lowerIncluded, double upper, boolean upperIncluded) {
    /** Numbers above the bound. */
    public static NumberRange above(double bound) {
        return new NumberRange(bound, false, Double.POSITIVE_INFINITY, false);
    }

    /** The bound and numbers above it. */
    public static NumberRange atLeast(double bound) {
        return new NumberRange(bound, true, Double.POSITIVE_INFINITY, false);
    }

    /** Numbers above the first and below the second bound. */
    public static NumberRange between(double lower, double upper) {
        return new NumberRange(lower, false, upper, false);
    }

    /** Both bounds and the numbers between them. */
    public static NumberRange fromTo(double lower, double upper) {
        return new NumberRange(lower, true, upper, true);
    }

    boolean contains(double number) {
        return (lowerIncluded ? number >= lower : number > lower) && (upperIncluded ? number <= upper : number < upper);
    }

    String words() {
        if (lowerIncluded && upperIncluded && !Double.isInfinite(upper)) {
            return "from " + plain(lower) + " to " + plain(upper);
        }
        String from = lowerIncluded ? "of " + plain(lower) + " or more" : "above " + plain(lower);
        if (Double.isInfinite(upper)) {
            return from;
        }
        return from + " and " + (upperIncluded ? "at most " : "below ") + plain(upper);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString(Math.round(number)) : Double.toString(number);
    }
}
