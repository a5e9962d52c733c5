// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.hardware;

/**
 * An error bar: the true time over the estimated one, for eight of ten estimates.
 *
 * @param least a tenth of the true times is below it
 * @param most a tenth of the true times is above it
 */
public record TimeRange(double least, double most) {
    /** Of a measurement on the same hardware. */
    public static final TimeRange MEASURED = new TimeRange(1, 1);

    /** Whether it has a width. */
    boolean isWide() {
        return most > least;
    }
}
