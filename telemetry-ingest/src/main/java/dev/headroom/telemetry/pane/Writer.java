// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import java.time.Instant;

/**
 * The writer of a record, and the record's number among its records.
 *
 * @param process its name with when it began: another after each start
 * @param sequence rises from record to record
 * @param writtenAt when, by its clock
 */
public record Writer(String process, long sequence, Instant writtenAt) {}
