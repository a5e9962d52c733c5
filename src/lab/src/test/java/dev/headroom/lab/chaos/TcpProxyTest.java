// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void passesOnLateAndCuts() throws Exception {
        try (ServerSocket echo = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                TcpProxy proxy = new TcpProxy()) {
            Thread server = new Thread(() -> echoAll(echo), "echo");
            server.setDaemon(true);
            server.start();
            proxy.to(echo.getLocalPort());
            Socket open = new Socket(InetAddress.getLoopbackAddress(), proxy.port());

            assertThat(thereAndBack(open, 7)).isEqualTo(7);

            proxy.delay(Duration.ofMillis(200));
            long begin = System.nanoTime();
            assertThat(thereAndBack(open, 8)).isEqualTo(8);
            // It cannot be sooner, however fast the machine is.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(400));

            proxy.cut();
            await().atMost(SOON).until(() -> isBroken(open));
            await().atMost(SOON).until(() -> isBroken(new Socket(InetAddress.getLoopbackAddress(), proxy.port())));

            proxy.pass();
            try (Socket again = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
                assertThat(thereAndBack(again, 9)).isEqualTo(9);
            }
        }
    }

    private static int thereAndBack(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        return socket.getInputStream().read();
    }

    private static boolean isBroken(Socket socket) {
        try {
            return thereAndBack(socket, 1) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static void echoAll(ServerSocket listening) {
        try {
            while (true) {
                Socket socket = listening.accept();
                Thread echo = new Thread(() -> echo(socket), "echo-one");
                echo.setDaemon(true);
                echo.start();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException reset) {
            // As the proxy does it.
        }
    }
}
