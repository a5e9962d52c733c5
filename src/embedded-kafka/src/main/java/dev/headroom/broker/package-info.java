/**
 * A real Kafka broker for tests and for the demo, without anything preinstalled.
 *
 * <p>In: a wish for a broker. Out: {@link dev.headroom.broker.KafkaBroker}, inside this JVM or in a container. Never:
 * telemetry, scaling, anything of the service.
 */
@NullMarked
package dev.headroom.broker;

import org.jspecify.annotations.NullMarked;
