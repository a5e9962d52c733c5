// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far one process has read its share. Ages are by its clock, seen from when this was written.
 *
 * @param generation of the consumer group in which the share was assigned
 * @param topics number of partitions of each topic of telemetry that exists
 * @param partitions its share
 * @param backFor how long ago the broker answered again after it had been away; empty when it never was
 */
public record ReadingProgress(
        int generation, Map<String, Integer> topics, List<Share> partitions, Optional<Duration> backFor) {
    public ReadingProgress {
        topics = Map.copyOf(topics);
        partitions = List.copyOf(partitions);
    }

    /**
     * How far one partition has been read.
     *
     * @param source the partition
     * @param next offset of the first record that no pane holds yet
     * @param end newest end offset known
     * @param behindFor for how long the oldest record that is known to wait has waited; empty when none waits
     * @param contactAge how long ago the partition's leader answered
     * @param caughtUp whether all is read that was there when the partition became the process's
     */
    public record Share(
            SourcePartition source,
            long next,
            long end,
            Optional<Duration> behindFor,
            Duration contactAge,
            boolean caughtUp) {}
}
