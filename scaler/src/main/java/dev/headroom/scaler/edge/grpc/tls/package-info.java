/**
 * TLS of the gRPC port. In: PEM files that may change at any time. Out: handshakes with the newest credentials that hold together, and
 * one clear line about each thing that is wrong.
 *
 * <p>Never: plain text because a file is broken, an end to connections that are open.
 */
@NullMarked
package dev.headroom.scaler.edge.grpc.tls;

import org.jspecify.annotations.NullMarked;
