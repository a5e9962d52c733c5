// SPDX-License-Identifier: Apache-2.0
/**
 * The edge out to Kafka: dead letters, and panes of processes that share the reading of telemetry.
 *
 * <p>In: lost or partly lost records, and why; records of the topics that this process owns in a consumer group. Out: the same bytes in
 * another topic; panes and progress, written together with the offsets up to which they hold. Never: the meaning of the bytes, planning,
 * and holding up readers for the sake of dead letters.
 */
@NullMarked
package dev.headroom.telemetry.publish;

import org.jspecify.annotations.NullMarked;
