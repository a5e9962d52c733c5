// SPDX-License-Identifier: Apache-2.0
/**
 * The edge out to Kafka: dead letters, and panes of processes that share the reading of telemetry.
 *
 * <p>In: records of which something was lost, and why; records of the topics that are this process's in a consumer group. Out: the same
 * bytes in another topic; panes and progress, written together with the offsets up to which they hold. Never: what the bytes mean,
 * planning, and holding up whoever reads for the sake of dead letters.
 */
@NullMarked
package dev.headroom.telemetry.publish;

import org.jspecify.annotations.NullMarked;
