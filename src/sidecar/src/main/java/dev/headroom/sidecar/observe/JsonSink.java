// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

/**
 * Called by a {@link JsonScanner} with each wanted field, in the order of the text; twice for a key that comes twice.
 *
 * @param <F> the fields to find
 */
interface JsonSink<F extends Enum<F>> {
    /** A string of at most {@value JsonScanner#MOST_TEXT_BYTES} bytes; a longer one is not reported. */
    default void text(F field, String value) {}

    /** A number without a fraction, however it is written. */
    default void number(F field, long value) {}

    /** true or false. */
    default void flag(F field, boolean value) {}

    /** There is something: a string, an array or an object that is not empty, or true. */
    default void present(F field) {}

    /** An array ended, with {@code elements} elements. */
    default void counted(F field, int elements) {}
}
