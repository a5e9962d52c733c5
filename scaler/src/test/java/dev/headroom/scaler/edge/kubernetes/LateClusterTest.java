// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An API server that is not there when the service starts. */
class LateClusterTest {
    private static final DocumentName CHAT = new DocumentName("llm", "chat");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DocumentLibrary library = new DocumentLibrary(change -> {}, new PolicyClaims());

    @Test
    void isWaitedForInTheBackground() throws IOException {
        HangsUp notYet = new HangsUp();
        try (KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(configFor(notYet.port()))
                        .build();
                ClusterWatch watch = new ClusterWatch(
                        client,
                        new ClusterWatch.Scope(List.of(), Duration.ofMinutes(20)),
                        library,
                        Clock.systemUTC())) {
            // Returns, though nobody answers.
            watch.start();
            await().atMost(PATIENCE).until(() -> notYet.calls() >= 4);
            assertThat(library.loaded()).isFalse();
            assertThat(watch.runningReplicas().of(new ScaleTarget("llm", "Deployment", "chat")))
                    .isEmpty();
            notYet.close();

            KubernetesMockServer server = new KubernetesMockServer(
                    new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
            server.init(InetAddress.getLoopbackAddress(), notYet.port());
            try {
                client.resource(ClusterWatchTest.policy(CHAT, 7)).create();

                await().atMost(PATIENCE).until(library::loaded);
                await().atMost(PATIENCE).until(() -> library.findPolicy(CHAT).isPresent());
                await().atMost(PATIENCE)
                        .until(() -> watch.runningReplicas()
                                .of(new ScaleTarget("llm", "Deployment", "chat"))
                                .isPresent());
            } finally {
                server.destroy();
            }
        }
    }

    private static Config configFor(int port) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + port)
                .build();
    }

    /** Takes calls and says nothing, as a load balancer does while the API server behind it is away. */
    private static final class HangsUp implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger calls = new AtomicInteger();

        HangsUp() throws IOException {
            Thread thread = new Thread(this::hangUp, "hangs-up");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        int calls() {
            return calls.get();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        private void hangUp() {
            while (!socket.isClosed()) {
                try {
                    socket.accept().close();
                    calls.incrementAndGet();
                } catch (IOException closed) {
                    return;
                }
            }
        }
    }
}
