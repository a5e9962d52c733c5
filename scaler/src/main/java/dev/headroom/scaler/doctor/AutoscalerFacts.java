// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import dev.headroom.telemetry.ScaleTarget;
import java.util.List;
import java.util.Optional;

/**
 * A HorizontalPodAutoscaler.
 *
 * @param name its name, in the namespace of its target
 * @param target the object whose replicas it sets
 * @param troubles its conditions AbleToScale and ScalingActive where they are False
 * @param rise its rules for a rise
 * @param keda the version of the KEDA that made it, such as {@code 2.20.2}; empty where KEDA did not, or does not say
 */
public record AutoscalerFacts(
        String name, ScaleTarget target, List<Trouble> troubles, RiseRules rise, Optional<String> keda) {
    public AutoscalerFacts {
        troubles = List.copyOf(troubles);
    }

    /**
     * A condition that is False.
     *
     * @param reason a word of Kubernetes, such as {@code FailedGetExternalMetric}
     * @param message its text for people
     */
    public record Trouble(String reason, String message) {}
}
