// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import java.time.Instant;

/**
 * Who wrote a record, and which of its records it is.
 *
 * @param process its name with when it began: another after each start
 * @param sequence rises from record to record
 * @param writtenAt when, by its clock
 */
public record Writer(String process, long sequence, Instant writtenAt) {}
