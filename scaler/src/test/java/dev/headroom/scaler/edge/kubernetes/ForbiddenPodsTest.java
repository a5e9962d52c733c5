// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without the right to list pods that feature is off, and nothing waits for it. */
@EnableKubernetesMockClient
class ForbiddenPodsTest {
    /** Set by the extension. */
    KubernetesMockServer server;

    /** Set by the extension. */
    KubernetesClient client;

    @Test
    void isNoReasonToWait() throws InterruptedException {
        server.expect()
                .get()
                .withPath("/api/v1/pods?limit=500")
                .andReturn(403, "{\"kind\": \"Status\", \"code\": 403, \"reason\": \"Forbidden\"}")
                .always();
        DocumentLibrary library = new DocumentLibrary(change -> {}, new PolicyClaims());
        try (ClusterWatch watch = new ClusterWatch(
                client, new ClusterWatch.Scope(List.of(), Duration.ofMinutes(20)), library, Clock.systemUTC())) {
            watch.start();

            assertThat(watch.awaitPods(Duration.ofSeconds(60))).isTrue();
            assertThat(watch.runningReplicas().of(new ScaleTarget("llm", "Deployment", "chat")))
                    .isEmpty();
        }
    }
}
