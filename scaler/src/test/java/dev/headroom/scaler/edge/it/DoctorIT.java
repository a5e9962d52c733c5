// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.kubernetes.client.KubernetesServer;
import io.quarkus.test.kubernetes.client.KubernetesServerTestResource;
import io.quarkus.test.kubernetes.client.KubernetesTestServer;
import java.net.URI;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The doctor asks the service's own Kafka and cluster. */
@QuarkusTest
@WithTestResource(KafkaForTheService.class)
@WithTestResource(KubernetesServerTestResource.class)
class DoctorIT {
    private static final String NAMESPACE = "llm";
    private static final Duration SOON = Duration.ofSeconds(60);

    @KubernetesTestServer
    KubernetesServer cluster;

    @TestHTTPResource("/")
    URI root;

    @Test
    void theDoctorNamesWhatIsMissingAndTheRemedy() {
        ServicePages pages = new ServicePages(root);
        Documents documents = new Documents(cluster.getClient());
        documents.apply(Documents.articleProfile(NAMESPACE));
        documents.apply(Documents.policy(NAMESPACE, "examined", "5s", "enforce"));
        documents.apply(Documents.policy(NAMESPACE, "ill", "never", "enforce"));

        await().atMost(SOON).untilAsserted(() -> {
            ServicePages.Page page = pages.get("/doctor");
            assertThat(page.status()).isEqualTo(200);
            JsonNode invalid = finding(page.json(), "document-invalid", "slo-policy llm/ill");
            assertThat(invalid.get("severity").asText()).isEqualTo("problem");
            assertThat(invalid.get("what").asText()).contains("'never'");
            assertThat(invalid.get("do").asText()).isEqualTo("Correct the ConfigMap.");
            assertThat(finding(page.json(), "scaled-object-absent", "llm/examined")
                            .get("what")
                            .asText())
                    .isEqualTo("No ScaledObject asks for llm/examined.");
            assertThat(page.json().findValuesAsText("code")).doesNotContain("kafka-away", "topic-absent");
        });
    }

    private static JsonNode finding(JsonNode all, String code, String subject) {
        return StreamSupport.stream(all.spliterator(), false)
                .filter(one -> one.get("code").asText().equals(code)
                        && one.get("subject").asText().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + code + " of " + subject + " in " + all));
    }
}
