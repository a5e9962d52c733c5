// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.limit;

import java.time.Duration;

/**
 * Limits on callers. The defaults let KEDA hold two push streams for each of 2,000 ScaledObjects on one connection.
 *
 * @param requestBytes size of a request, and of data that a caller may send ahead on a connection; at least 1,024
 * @param connections of all callers together; at least 1
 * @param connectionsPerAddress of one caller's address; at least 1
 * @param calls that are open, push streams among them, of all callers together; at least 1
 * @param callsPerConnection that are open on one connection; at least 1
 * @param requestWithin time in which a whole request must come after its call began; at least 100 ms
 * @param handshakeWithin time in which a connection must speak HTTP/2, and TLS where that is on; at least 100 ms
 * @param idleAfter time without a call after which a connection is asked to end; at least 1 s
 */
public record CallerLimits(
        int requestBytes,
        int connections,
        int connectionsPerAddress,
        int calls,
        int callsPerConnection,
        Duration requestWithin,
        Duration handshakeWithin,
        Duration idleAfter) {
    private static final int LEAST_REQUEST_BYTES = 1024;
    private static final Duration LEAST_WAIT = Duration.ofMillis(100);
    private static final Duration LEAST_IDLE = Duration.ofSeconds(1);

    public CallerLimits {
        atLeast("max-request-bytes", requestBytes, LEAST_REQUEST_BYTES);
        atLeast("max-connections", connections, 1);
        atLeast("max-connections-per-address", connectionsPerAddress, 1);
        atLeast("max-calls", calls, 1);
        atLeast("max-calls-per-connection", callsPerConnection, 1);
        atLeast("request-within", requestWithin, LEAST_WAIT);
        atLeast("handshake-within", handshakeWithin, LEAST_WAIT);
        atLeast("idle-after", idleAfter, LEAST_IDLE);
    }

    private static <T extends Comparable<T>> void atLeast(String key, T value, T least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "headroom.grpc." + key + " must be at least " + least + ", was " + value);
        }
    }
}
