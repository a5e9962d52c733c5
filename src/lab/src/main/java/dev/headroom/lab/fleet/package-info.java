/**
 * The pods of one Deployment and the router in front of them.
 *
 * <p>In: arrivals, a wanted number of replicas, the time. Out: finished requests and what became of each promise. Never:
 * Kafka, gRPC, clocks.
 */
@NullMarked
package dev.headroom.lab.fleet;

import org.jspecify.annotations.NullMarked;
