// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import java.util.Optional;

/**
 * What a ScaledObject says of the way it is scaled; seconds throughout.
 *
 * @param behavior of its HPA, whose bounds are {@code minReplicaCount}, 0 allowed, and {@code maxReplicaCount}
 * @param pollingSeconds between two looks whether anything is active; 1 or more
 * @param cooldownSeconds from the last sign of activity to no replicas
 * @param initialCooldownSeconds from creation to no replicas, where nothing has been active yet
 * @param push whether the scaler tells by itself when it becomes active, as triggers of type {@code external-push} do
 * @param fallback when a scaler cannot answer
 */
public record ScaledObjectSpec(
        HpaBehavior behavior,
        double pollingSeconds,
        double cooldownSeconds,
        double initialCooldownSeconds,
        boolean push,
        Optional<Fallback> fallback) {
    private static final double DEFAULT_POLLING_SECONDS = 30;
    private static final double DEFAULT_COOLDOWN_SECONDS = 300;
    /** Of Headroom's example. */
    private static final double RECOMMENDED_POLLING_SECONDS = 5;
    /** Of Headroom's example. */
    private static final Fallback RECOMMENDED_FALLBACK =
            new Fallback(3, 4, Fallback.Behavior.CURRENT_REPLICAS_IF_HIGHER);

    public ScaledObjectSpec {
        if (!(pollingSeconds >= 1)) {
            throw new IllegalArgumentException("pollingSeconds must be 1 or more, was " + pollingSeconds);
        }
        if (!(cooldownSeconds >= 0 && initialCooldownSeconds >= 0)) {
            throw new IllegalArgumentException("cooldowns must be 0 s or more, were " + cooldownSeconds + " and "
                    + initialCooldownSeconds + " at first");
        }
    }

    /** KEDA's defaults: poll every 30 s, cool down for 300 s, no fallback. */
    public static ScaledObjectSpec defaults(HpaBehavior behavior) {
        return new ScaledObjectSpec(
                behavior, DEFAULT_POLLING_SECONDS, DEFAULT_COOLDOWN_SECONDS, 0, false, Optional.empty());
    }

    /** Headroom's example ScaledObject. */
    public static ScaledObjectSpec recommended(int minReplicas, int maxReplicas) {
        return new ScaledObjectSpec(
                HpaBehavior.recommended(minReplicas, maxReplicas),
                RECOMMENDED_POLLING_SECONDS,
                DEFAULT_COOLDOWN_SECONDS,
                0,
                true,
                Optional.of(RECOMMENDED_FALLBACK));
    }

    /** Polled at another interval. */
    public ScaledObjectSpec polledEvery(double seconds) {
        return new ScaledObjectSpec(behavior, seconds, cooldownSeconds, initialCooldownSeconds, push, fallback);
    }

    /** With another fallback. */
    public ScaledObjectSpec with(Fallback other) {
        return new ScaledObjectSpec(
                behavior, pollingSeconds, cooldownSeconds, initialCooldownSeconds, push, Optional.of(other));
    }
}
