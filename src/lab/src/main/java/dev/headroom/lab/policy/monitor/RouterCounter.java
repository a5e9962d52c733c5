// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

/** What the router counts over the fleet; a scrape reads the sums since the start. */
public enum RouterCounter {
    /** Requests that came. */
    ARRIVED,
    /** Requests with their last token. */
    FINISHED,
    /** Prompt tokens of the finished ones. */
    FINISHED_INPUT_TOKENS,
    /** Answer tokens of the finished ones. */
    FINISHED_OUTPUT_TOKENS;

    /** Where a {@link Ring} keeps it. */
    int column() {
        return switch (this) {
            case ARRIVED -> 0;
            case FINISHED -> 1;
            case FINISHED_INPUT_TOKENS -> 2;
            case FINISHED_OUTPUT_TOKENS -> 3;
        };
    }
}
