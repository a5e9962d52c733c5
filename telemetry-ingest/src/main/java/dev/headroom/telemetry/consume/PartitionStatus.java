// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import java.time.Instant;
import java.util.Optional;

/**
 * How far one partition has been read.
 *
 * @param topic its topic
 * @param partition its number
 * @param next offset of the first record not yet processed
 * @param end newest end offset known; {@link Long#MAX_VALUE} while unknown
 * @param behindSince a lower bound for the timestamp of the oldest waiting record; empty when none waits
 * @param contact when its leader last answered
 * @param caughtUp whether everything that it held at the start has been read
 */
public record PartitionStatus(
        String topic,
        int partition,
        long next,
        long end,
        Optional<Instant> behindSince,
        Instant contact,
        boolean caughtUp) {}
