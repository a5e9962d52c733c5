// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

/**
 * What a ScaledObject says of the way it is scaled; seconds throughout. There is no {@code initialCooldownPeriod}, as by default.
 *
 * @param behavior of its HPA, whose bounds are {@code minReplicaCount}, 0 allowed, and {@code maxReplicaCount}
 * @param pollingSeconds between two looks whether the scaler is active; 1 or more
 * @param cooldownSeconds from the last sign of activity to no replicas
 * @param push whether the scaler tells by itself when it becomes active, as triggers of type {@code external-push} do
 * @param fallback when the scaler cannot answer
 */
public record ScaledObjectSpec(
        HpaBehavior behavior, double pollingSeconds, double cooldownSeconds, boolean push, Fallback fallback) {
    public ScaledObjectSpec {
        if (!(pollingSeconds >= 1) || !(cooldownSeconds >= 0)) {
            throw new IllegalArgumentException(
                    "a ScaledObject needs pollingSeconds of 1 or more and cooldownSeconds of 0 or more, were "
                            + pollingSeconds + " and " + cooldownSeconds);
        }
    }

    /** Headroom's example ScaledObject. */
    public static ScaledObjectSpec recommended(int minReplicas, int maxReplicas) {
        return new ScaledObjectSpec(
                HpaBehavior.recommended(minReplicas, maxReplicas), 5, 300, true, new Fallback(3, 4));
    }

    /** The same without a push stream. */
    public ScaledObjectSpec withoutPush() {
        return new ScaledObjectSpec(behavior, pollingSeconds, cooldownSeconds, false, fallback);
    }

    /**
     * KEDA's {@code fallback} with {@code behavior: currentReplicasIfHigher}: after more failures in a row than the threshold the
     * replicas that there are, but not fewer than the given ones.
     *
     * @param failureThreshold failures in a row that are borne; 0 or more
     * @param replicas at least; 0 or more
     */
    public record Fallback(int failureThreshold, int replicas) {
        public Fallback {
            if (failureThreshold < 0 || replicas < 0) {
                throw new IllegalArgumentException("a fallback's failureThreshold and replicas must be 0 or more, were "
                        + failureThreshold + " and " + replicas);
            }
        }
    }
}
