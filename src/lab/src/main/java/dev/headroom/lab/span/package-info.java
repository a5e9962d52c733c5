/**
 * What the simulated servers tell: spans as vLLM makes them and a Collector batches them, and the metrics that it scrapes.
 *
 * <p>In: finished requests, pods. Out: OTLP bytes, and Kafka records of them. Never: what the service makes of them.
 */
@NullMarked
package dev.headroom.lab.span;

import org.jspecify.annotations.NullMarked;
