// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

/** What the router counts over the fleet; a scrape reads the sums since the start. */
public enum Count {
    /** Requests that came. */
    ARRIVED(0),
    /** Requests with their last token. */
    FINISHED(1),
    /** Prompt tokens of the finished ones. */
    FINISHED_INPUT_TOKENS(2),
    /** Answer tokens of the finished ones. */
    FINISHED_OUTPUT_TOKENS(3);

    private final int column;

    Count(int column) {
        this.column = column;
    }

    /** Where a {@link Ring} keeps it. */
    int column() {
        return column;
    }
}
