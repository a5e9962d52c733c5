// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

/** What latency histograms are kept of; in seconds. */
public enum Latency {
    /** Time to first token; a request enters when its first token comes. */
    TTFT,
    /** Mean time per output token after the first; a request enters when its last token comes. */
    TPOT,
    /** Arrival to last token. */
    E2E
}
