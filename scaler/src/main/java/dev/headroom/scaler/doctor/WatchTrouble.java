// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

/**
 * A kind of objects that Headroom cannot see in the cluster.
 *
 * @param resource as rights name it, such as {@code nodepools.karpenter.sh}
 * @param without the function that needs it, in people's words
 * @param cause why it cannot be seen
 */
public record WatchTrouble(String resource, String without, Cause cause) {
    /** Why a kind cannot be seen. */
    public enum Cause {
        /** A right is missing. */
        FORBIDDEN,
        /** The cluster has no such kind. */
        ABSENT,
        /** The API server does not answer, or too late. */
        AWAY
    }
}
