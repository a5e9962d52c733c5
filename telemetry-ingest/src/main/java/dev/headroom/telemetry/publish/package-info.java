// SPDX-License-Identifier: Apache-2.0
/**
 * The edge to Kafka for what goes out: dead letters, and panes by processes that share the reading of telemetry.
 *
 * <p>In: records of which something was lost; records of the topics of telemetry that are this process's in a consumer group. Out: the
 * same bytes in another topic; panes and progress, written together with the offsets up to which they hold, in one transaction.
 * Never: what the bytes of a record mean, planning, and holding up whoever reads.
 */
@NullMarked
package dev.headroom.telemetry.publish;

import org.jspecify.annotations.NullMarked;
