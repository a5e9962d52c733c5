// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

/**
 * KEDA's {@code fallback}.
 *
 * @param failureThreshold failures in a row that are borne; 0 or more
 * @param replicas that the behavior compares with, or sets; 0 or more
 * @param behavior which replicas are assumed after that
 */
public record Fallback(int failureThreshold, int replicas, Behavior behavior) {
    public Fallback {
        if (failureThreshold < 0 || replicas < 0) {
            throw new IllegalArgumentException("a fallback's failureThreshold and replicas must be 0 or more, were "
                    + failureThreshold + " and " + replicas);
        }
    }

    /** Which replicas a fallback assumes; KEDA has the last three since 2.17. */
    public enum Behavior {
        /** The given ones: KEDA's default. */
        STATIC {
            @Override
            int replicas(int given, int current) {
                return given;
            }
        },
        /** Those that there are. */
        CURRENT_REPLICAS {
            @Override
            int replicas(int given, int current) {
                return current;
            }
        },
        /** Those that there are if they are more than the given ones, else the given ones. */
        CURRENT_REPLICAS_IF_HIGHER {
            @Override
            int replicas(int given, int current) {
                return Math.max(given, current);
            }
        },
        /** Those that there are if they are fewer than the given ones, else the given ones. */
        CURRENT_REPLICAS_IF_LOWER {
            @Override
            int replicas(int given, int current) {
                return Math.min(given, current);
            }
        };

        abstract int replicas(int given, int current);
    }

    int replicasAt(int currentReplicas) {
        return behavior.replicas(replicas, currentReplicas);
    }
}
