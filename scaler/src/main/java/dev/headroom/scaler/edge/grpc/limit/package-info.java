/**
 * Limits on callers of the gRPC port: connections, calls, bytes, time. In: connections and calls. Out: those that are admitted. Never:
 * authentication, which is a matter of TLS and of the network.
 */
@NullMarked
package dev.headroom.scaler.edge.grpc.limit;

import org.jspecify.annotations.NullMarked;
