// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.PodFixture.CREATED;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofDeployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without the right to list nodes replicas are known all the same, their hardware is not. */
@EnableKubernetesMockClient
class ForbiddenNodesTest {
    private static final ScaleTarget CHAT = new ScaleTarget("llm", "Deployment", "chat");

    /** Set by the extension. */
    KubernetesMockServer server;

    /** Set by the extension. */
    KubernetesClient client;

    @Test
    void hideNothingButHardware() {
        server.expect()
                .get()
                .withPath("/api/v1/nodes?limit=500")
                .andReturn(403, "{\"kind\": \"Status\", \"code\": 403, \"reason\": \"Forbidden\"}")
                .always();
        server.expect()
                .get()
                .withPath("/api/v1/pods?limit=500")
                .andReturn(
                        200,
                        new PodListBuilder()
                                .withNewMetadata()
                                .withResourceVersion("1")
                                .endMetadata()
                                .addToItems(ofDeployment("chat", "u1")
                                        .onNode("node-1", CREATED.plusSeconds(60))
                                        .pod())
                                .build())
                .always();
        server.expect()
                .get()
                .withPath("/api/v1/pods?allowWatchBookmarks=true&resourceVersion=1&timeoutSeconds=600&watch=true")
                .andUpgradeToWebSocket()
                .open()
                .done()
                .always();
        DocumentLibrary library = new DocumentLibrary(change -> {}, new PolicyClaims());
        try (ClusterWatch watch = new ClusterWatch(
                client, new ClusterWatch.Scope(List.of(), Duration.ofMinutes(20)), library, Clock.systemUTC())) {
            watch.start();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> watch.replicaSight().of(CHAT).isPresent());

            assertThat(watch.replicaSight().of(CHAT).orElseThrow())
                    .singleElement()
                    .satisfies(replica -> {
                        assertThat(replica.node()).isPresent();
                        assertThat(replica.hardware()).isEmpty();
                    });
        }
    }
}
