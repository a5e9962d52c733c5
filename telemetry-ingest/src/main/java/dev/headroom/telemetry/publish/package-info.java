// SPDX-License-Identifier: Apache-2.0
/**
 * The edge to Kafka for what goes out: panes, by processes that share the reading of telemetry.
 *
 * <p>In: records of the topics of telemetry that are this process's in a consumer group. Out: panes and progress, written together with
 * the offsets up to which they hold, in one transaction. Never: what the bytes of a record mean, planning.
 */
@NullMarked
package dev.headroom.telemetry.publish;

import org.jspecify.annotations.NullMarked;
