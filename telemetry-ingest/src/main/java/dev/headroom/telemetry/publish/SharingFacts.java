// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

/** Told of what happens to panes. */
public interface SharingFacts {
    /** A transaction was committed with so many records of panes of so many bytes. */
    void written(int records, long bytes);

    /** What was read since the last commit is void, and will be read again. */
    void turnedBack();
}
