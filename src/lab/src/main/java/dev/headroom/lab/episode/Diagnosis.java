// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import java.util.Map;

/**
 * Where an episode's misses lie, and how far the fleet was from what the load needed.
 *
 * @param bySignal misses of each part of the promise; one request may miss several
 * @param byPhase requests that missed anything, by where the load went as they came
 * @param byScaling the same, by what the fleet was doing as they came
 * @param surplus ready replicas above the true need, in the mean over the scored seconds
 * @param shortage ready replicas below it, likewise
 */
public record Diagnosis(
        Misses bySignal,
        Map<TrueNeed.Phase, Long> byPhase,
        Map<ScalingState, Long> byScaling,
        double surplus,
        double shortage) {
    public Diagnosis {
        byPhase = Map.copyOf(byPhase);
        byScaling = Map.copyOf(byScaling);
    }

    /** What the fleet was doing. */
    public enum ScalingState {
        /** Replicas were on their way. */
        STARTING,
        /** None were, but some had been taken away within two minutes. */
        AFTER_FALL,
        /** Neither. */
        SETTLED
    }

    /** Misses while the load went somewhere. */
    public long in(TrueNeed.Phase phase) {
        return byPhase.getOrDefault(phase, 0L);
    }

    /** Misses while the fleet was doing something. */
    public long in(ScalingState state) {
        return byScaling.getOrDefault(state, 0L);
    }
}
