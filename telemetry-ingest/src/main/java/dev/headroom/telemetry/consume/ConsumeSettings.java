// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import java.time.Duration;

/**
 * How telemetry is read.
 *
 * @param replay how far back reading starts: the window and the longest request
 * @param probeEvery how often the broker is asked for its end offsets
 * @param mostRecordBytes largest size of a decompressed record, in bytes
 */
public record ConsumeSettings(Duration replay, Duration probeEvery, int mostRecordBytes) {}
