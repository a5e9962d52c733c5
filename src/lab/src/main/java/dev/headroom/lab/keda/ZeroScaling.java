// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

/**
 * KEDA's own part of scaling, between no replicas and the first, as scale_scaledobjects.go of KEDA decides it. KEDA keeps the time
 * of the last activity in whole seconds, rounded down, so a cooldown is over when its last second is reached.
 */
final class ZeroScaling {
    private final ScaledObjectSpec spec;
    private double lastActiveAt = Double.NaN;
    private double createdAt = Double.NaN;

    ZeroScaling(ScaledObjectSpec spec) {
        this.spec = spec;
    }

    /** Some trigger is active. */
    int active(int replicas, double now) {
        seen(now);
        lastActiveAt = now;
        return replicas == 0 ? Math.max(1, least()) : replicas;
    }

    /** No trigger is. With an error nothing moves, unless the fallback is to have none, too. */
    int inactive(int replicas, boolean error, double now) {
        seen(now);
        if (error && spec.fallback().map(fallback -> fallback.replicas() > 0).orElse(true)) {
            return replicas;
        }
        if (least() == 0) {
            return replicas > 0 && cooledDown(now) ? 0 : replicas;
        }
        return Math.max(replicas, least());
    }

    private void seen(double now) {
        createdAt = Double.isNaN(createdAt) ? now : createdAt;
    }

    private boolean cooledDown(double now) {
        return Double.isNaN(lastActiveAt)
                ? now >= createdAt + spec.initialCooldownSeconds()
                : now >= lastActiveAt + spec.cooldownSeconds();
    }

    private int least() {
        return spec.behavior().minReplicas();
    }
}
