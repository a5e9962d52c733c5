// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** With TLS: whether a connection to the port arrives in this process. */
class PortProbeTest {
    private static final String HOST = "127.0.0.1";

    private final PortProbe probe = new PortProbe();

    @Test
    void aConnectionThatThisProcessHearsOfHasArrived() throws IOException {
        ExecutorService accepting = Executors.newSingleThreadExecutor();
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            accepting.execute(() -> {
                try (Socket accepted = port.accept()) {
                    probe.connected(accepted.getRemoteSocketAddress());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThat(probe.connects(HOST, port.getLocalPort())).isTrue();
        } finally {
            accepting.shutdownNow();
        }
    }

    @Test
    void aPortThatAnotherProcessHoldsIsNotOurs() throws IOException {
        // Its connections are accepted by the system, and this process hears of none.
        try (ServerSocket others = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(probe.connects(HOST, others.getLocalPort())).isFalse();
        }
    }

    @Test
    void aPortThatNobodyHoldsIsNotOurs() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(probe.connects(HOST, free)).isFalse();
    }
}
