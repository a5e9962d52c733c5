// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import dev.headroom.scaler.slo.PolicyPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Known facts of the service and of its surroundings.
 *
 * @param now when it was looked at
 * @param place where documents are written
 * @param faults of the newest versions of documents, by {@code kind namespace/name}
 * @param feed the reading of telemetry
 * @param strangers telemetry that belongs to no workload
 * @param topics the topics that Headroom needs; empty where Kafka did not answer
 * @param troubles kinds of objects that cannot be seen
 * @param certificate of the gRPC port; empty where the port speaks plain text
 */
public record ServiceFacts(
        Instant now,
        PolicyPlace place,
        Map<String, String> faults,
        Feed feed,
        List<Stranger> strangers,
        Optional<List<TopicFacts>> topics,
        List<WatchTrouble> troubles,
        Optional<Certificate> certificate) {
    public ServiceFacts {
        faults = Map.copyOf(faults);
        strangers = List.copyOf(strangers);
        topics = topics.map(List::copyOf);
        troubles = List.copyOf(troubles);
    }

    /**
     * The reading of telemetry.
     *
     * @param caughtUp whether all records of the start have been read
     * @param waiting records that wait
     * @param taken observations and readings of the last 15 minutes that counted
     * @param future observations of the last 15 minutes that were rejected because they lie in the future
     */
    public record Feed(boolean caughtUp, long waiting, long taken, long future) {}

    /**
     * Telemetry that belongs to no workload.
     *
     * @param what its names, for people
     * @param missing the setting that would attribute it, in a sentence
     * @param count how much of it was read
     * @param lastSeen when the newest of it was read
     */
    public record Stranger(String what, String missing, long count, Instant lastSeen) {}

    /**
     * The certificate of the gRPC port.
     *
     * @param left until it ends, below 0 after that; empty where there is no usable one
     */
    public record Certificate(Optional<Duration> left) {}
}
