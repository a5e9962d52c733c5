// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClosedPortsTest {
    @Test
    void differAndCanBeOpenedTogether() throws IOException {
        int[] ports = ClosedPorts.several(3);

        assertThat(Arrays.stream(ports).distinct().count()).isEqualTo(3);
        try (ServerSocket first = new ServerSocket(ports[0], 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(ports[1], 1, InetAddress.getLoopbackAddress())) {
            assertThat(first.getLocalPort()).isEqualTo(ports[0]).isLessThan(32_768);
            assertThat(second.getLocalPort()).isEqualTo(ports[1]);
        }
    }
}
