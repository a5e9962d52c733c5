// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

/**
 * What latencies are compared with by those that know two of them only.
 *
 * @param timeToFirstTokenSeconds infinite for none
 * @param perTokenSeconds infinite for none
 */
public record LatencyLimits(double timeToFirstTokenSeconds, double perTokenSeconds) {
    /** The worse of two latencies as a share of its limit. */
    double share(double timeToFirstToken, double perToken) {
        return Math.max(timeToFirstToken / timeToFirstTokenSeconds, perToken / perTokenSeconds);
    }
}
