// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.question;

/**
 * A number with its origin.
 *
 * @param value finite
 * @param origin where it comes from, for people
 */
public record Sourced(double value, String origin) {
    /** Of a number that the question states. */
    static final String STATED = "stated";

    /** Whether the question states it. */
    boolean isStated() {
        return origin.equals(STATED);
    }
}
