/**
 * The sidecar: stands beside a model server, or before several, forwards every byte as it is, and reports each request to Kafka. In:
 * requests. Out: answers, telemetry events. Never: changing what passes.
 */
@NullMarked
package dev.headroom.sidecar;

import org.jspecify.annotations.NullMarked;
