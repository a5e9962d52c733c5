/**
 * Events out to Kafka, whenever it is there. In: telemetry events, from any thread. Out: records of the native event. Never: making
 * a request wait, or keeping more than the ring holds.
 */
@NullMarked
package dev.headroom.sidecar.publish;

import org.jspecify.annotations.NullMarked;
