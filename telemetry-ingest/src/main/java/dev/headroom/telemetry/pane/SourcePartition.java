// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

/**
 * A partition of a topic of telemetry.
 *
 * @param topic its topic
 * @param partition its number
 */
public record SourcePartition(String topic, int partition) implements Comparable<SourcePartition> {
    @Override
    public int compareTo(SourcePartition other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }

    /** Returns {@code topic-partition}. */
    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
