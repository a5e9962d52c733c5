/**
 * One model server, step by step: continuous batching with chunked prefill.
 *
 * <p>In: requests and the time. Out: the same requests with their token times. Never: pods, routing, telemetry, clocks.
 */
@NullMarked
package dev.headroom.lab.engine;

import org.jspecify.annotations.NullMarked;
