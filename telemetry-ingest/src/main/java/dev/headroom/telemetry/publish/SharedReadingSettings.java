// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How one process shares the reading of telemetry with others.
 *
 * @param sources topics of telemetry
 * @param panes topic of panes
 * @param group consumer group of all that share
 * @param process name of this process, unique among the live ones
 * @param flushEvery how often panes are written
 * @param flushRecords after how many records panes are written before that
 * @param pace how far back is read, how often the broker is asked, and how large a record may be
 * @param memory how much of another process' telemetry is read again to know its copies
 * @param kafka settings of all clients
 */
public record SharedReadingSettings(
        List<String> sources,
        String panes,
        String group,
        String process,
        Duration flushEvery,
        int flushRecords,
        Pace pace,
        Memory memory,
        Map<String, Object> kafka) {
    public SharedReadingSettings {
        sources = List.copyOf(sources);
        kafka = Map.copyOf(kafka);
        if (sources.contains(panes)) {
            throw new IllegalArgumentException("the topic of panes must not be a telemetry topic, was '" + panes + "'");
        }
        if (flushEvery.isNegative() || flushEvery.isZero()) {
            throw new IllegalArgumentException("flushEvery must be positive, was " + flushEvery);
        }
        if (flushRecords < 1) {
            throw new IllegalArgumentException("flushRecords must be at least 1, was " + flushRecords);
        }
    }

    /**
     * How far back is read, how often the broker is asked, and how large a record may be.
     *
     * @param replay how far back reading starts in a partition that was never read
     * @param probeEvery how often the broker is asked where partitions end, and progress is written
     * @param mostRecordBytes largest size of a decompressed record, in bytes
     */
    public record Pace(Duration replay, Duration probeEvery, int mostRecordBytes) {}

    /**
     * How much is read again of a partition that another process read before.
     *
     * @param span back from the newest record that it took in
     * @param records at most
     */
    public record Memory(Duration span, int records) {}
}
