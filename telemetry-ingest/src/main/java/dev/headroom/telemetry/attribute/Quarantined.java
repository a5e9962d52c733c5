// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.attribute.Attributed.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Telemetry of one identity that cannot be attributed. Its texts are safe to show.
 *
 * @param identity its common attributes
 * @param pod the pod that the newest of it names
 * @param missing a sentence with the setting that would attribute it to a workload
 * @param yaml the same setting as YAML to copy
 * @param firstSeen when the first of it was read
 * @param lastSeen when the newest of it was read
 * @param count how much of it was read since then
 */
public record Quarantined(
        Identity identity,
        PodReference pod,
        String missing,
        String yaml,
        Instant firstSeen,
        Instant lastSeen,
        long count) {
    /**
     * The key that distinguishes kinds of unattributed telemetry. Pods are no part of it: those of one workload would drive out everything
     * else.
     *
     * @param reason why it cannot be attributed
     * @param topic where it came from
     * @param namespace where it ran
     * @param target its scale target
     * @param models served models, the most specific name first
     */
    public record Identity(
            Reason reason,
            TelemetryTopic topic,
            Optional<String> namespace,
            Optional<String> target,
            List<String> models) {}
}
