/**
 * The test of an installation, for {@code helm test}. In: the addresses of the service. Out: one sentence for each finding, and an exit
 * code.
 *
 * <p>A program of its own in the image, without Quarkus. Never: changes of anything, calls to the API server.
 */
@NullMarked
package dev.headroom.scaler.edge.grpc.check;

import org.jspecify.annotations.NullMarked;
