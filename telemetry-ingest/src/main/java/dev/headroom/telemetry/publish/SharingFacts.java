// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

/** Receives events of panes. */
public interface SharingFacts {
    /** A transaction was committed with {@code records} records of panes and {@code bytes} bytes. */
    void written(int records, long bytes);

    /** Records that were read since the last commit are void, and will be read again. */
    void turnedBack();
}
