// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.e2e.programs.CannotRunException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightTest {
    @Test
    void namesAnAddressAndPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.19"))) {
            assertThatThrownBy(() -> Preflight.checkFree(List.of(
                            new InetSocketAddress("127.0.0.19", 0),
                            new InetSocketAddress("127.0.0.19", taken.getLocalPort()))))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessage("port " + taken.getLocalPort() + " of 127.0.0.19 is in use, "
                            + "perhaps by a process of an earlier run; end the process that listens there");
        }
    }

    @Test
    void acceptsPortsThatAreFree() {
        assertThatCode(() ->
                        Preflight.checkFree(List.of(new InetSocketAddress("127.0.0.19", 0), new InetSocketAddress(0))))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheRemedyWhereUserNamespacesAreRefused() {
        for (String refused : List.of("false", "no-such-program")) {
            assertThatThrownBy(() -> Preflight.checkSandbox(List.of(refused)))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageContaining("'" + refused + "' fails")
                    .hasMessageContaining("sysctl -w kernel.apparmor_restrict_unprivileged_userns=0");
        }
    }

    @Test
    void clustersOfOneMachineShareNoAddressAndPort() {
        assertThat(new Addresses(1).listeners())
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(new Addresses(2).listeners());
    }
}
