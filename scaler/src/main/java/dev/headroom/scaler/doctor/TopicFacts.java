// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A topic that Headroom needs.
 *
 * @param name its name
 * @param use its purpose
 * @param partitions empty where it does not exist, or may not be seen
 * @param cleanup its {@code cleanup.policy}; empty where that is not known
 * @param refusal the broker's sentence where the topic may not be seen
 */
public record TopicFacts(
        String name, Use use, OptionalInt partitions, Optional<String> cleanup, Optional<String> refusal) {
    /** Purpose of a topic. */
    public enum Use {
        /** Telemetry of the servers. */
        TELEMETRY,
        /** Panes that processes of the role ingest write. */
        PANES,
        /** Plans that the replicas of Headroom share. */
        PLANS
    }
}
