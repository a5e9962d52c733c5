// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

/**
 * What a law that learns begins with.
 *
 * @param perReplica requests/s that a load test found; 0 where there was none: then it believes in what stands when it begins
 * @param work of a mean request, in tokens of an answer
 */
public record KnownCapacity(double perReplica, double work) {
    /** Of requests with so many tokens in the mean. */
    public static KnownCapacity of(double perReplica, double inputTokens, double outputTokens) {
        return new KnownCapacity(perReplica, FollowedDemand.work(inputTokens, outputTokens));
    }

    /** Work a second that a replica carries. */
    double total() {
        return perReplica * work;
    }
}
