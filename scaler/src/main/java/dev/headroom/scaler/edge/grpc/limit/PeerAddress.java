// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.limit;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The address of a caller without its port: all connections of one pod have it in common. */
public final class PeerAddress {
    private PeerAddress() {}

    /** As text, such as {@code 10.1.2.3}. */
    public static String of(SocketAddress peer) {
        return peer instanceof InetSocketAddress socket && socket.getAddress() != null
                ? socket.getAddress().getHostAddress()
                : String.valueOf(peer);
    }
}
