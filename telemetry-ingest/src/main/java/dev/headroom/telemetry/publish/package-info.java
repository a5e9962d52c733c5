/**
 * The edge out to Kafka: dead letters.
 *
 * <p>In: records of which something was lost, and why. Out: the same bytes in another topic. Never: what the bytes mean, and holding
 * up whoever reads.
 */
@NullMarked
package dev.headroom.telemetry.publish;

import org.jspecify.annotations.NullMarked;
