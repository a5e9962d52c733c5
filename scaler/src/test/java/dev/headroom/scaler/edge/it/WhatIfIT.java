// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.kubernetes.client.KubernetesServer;
import io.quarkus.test.kubernetes.client.KubernetesServerTestResource;
import io.quarkus.test.kubernetes.client.KubernetesTestServer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service answers what another promise, load or replica would need. */
@QuarkusTest
@WithTestResource(KafkaForTheService.class)
@WithTestResource(KubernetesServerTestResource.class)
class WhatIfIT {
    private static final String NAMESPACE = "llm";
    private static final Duration SOON = Duration.ofSeconds(60);

    @KubernetesTestServer
    KubernetesServer cluster;

    @TestHTTPResource("/")
    URI root;

    private ServicePages pages;

    @BeforeEach
    void connect() {
        pages = new ServicePages(root);
    }

    @Test
    void theWorkedExampleNeedsTwoInstances() {
        JsonNode question = pages.get("/what-if").json();

        JsonNode answer = answerTo(question);

        assertThat(answer.get("replicas").asInt()).isEqualTo(2);
        assertThat(answer.get("nodes").asInt()).isEqualTo(2);
        assertThat(answer.get("gpus").asInt()).isEqualTo(16);
        assertThat(answer.get("usdPerHour").asDouble()).isEqualTo(16 * 6.88);
        assertThat(answer.at("/curve/replicas/0").asInt()).isEqualTo(2);
        assertThat(answer.at("/curve/objectives/0/seconds/0").asDouble()).isBetween(4.5, 5.0);
    }

    @Test
    void nodesFollowFromTheGpusOfANode() {
        ObjectNode question = pages.get("/what-if").json().deepCopy();

        JsonNode onHalves = answerTo(question.put("gpusPerNode", 4));
        question.remove("gpusPerNode");
        JsonNode withoutSize = answerTo(question);

        assertThat(onHalves.get("nodes").asInt()).isEqualTo(4);
        assertThat(withoutSize.get("nodes").asInt()).isEqualTo(2);
        assertThat(withoutSize.get("notes").toString())
                .contains("Each replica is counted as a node of its own: the question gives no gpusPerNode");
        JsonNode onLarge = answerTo(question.put("gpusPerNode", 12));
        assertThat(onLarge.get("nodes").asInt()).isEqualTo(2);
        assertThat(onLarge.get("notes").toString())
                .contains("The nodes have 8 GPUs beyond the replicas', which the cost leaves out");
    }

    @Test
    void aWorkloadIsAskedAboutAsItIs() {
        Documents documents = new Documents(cluster.getClient());
        documents.apply(Documents.articleProfile(NAMESPACE));
        documents.apply(Documents.policy(NAMESPACE, "asked-about", "5s", "enforce"));
        await().atMost(SOON)
                .until(() -> pages.get("/what-if?workload=llm/asked-about").status() == 200);
        ObjectNode question =
                pages.get("/what-if?workload=llm/asked-about").json().deepCopy();
        question.put("requestsPerSecond", 25).put("arrivals", "steady");

        assertThat(question.get("policy").asText()).contains("atMost: 5s");
        assertThat(answerTo(question).get("replicas").asInt()).isEqualTo(2);

        question.put("policy", question.get("policy").asText().replace("atMost: 5s", "atMost: 1s"));
        JsonNode infeasible = answerTo(question);
        assertThat(infeasible.get("sentence").asText()).isEqualTo("No number of replicas keeps e2e p95 <= 1s");
        assertThat(infeasible.has("replicas")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    arrivals          | "often"     | arrivals must be steady or poisson, was 'often'
                    requestsPerSecond | 0           | requestsPerSecond must be a number above 0, at most 1000000000, was 0.0
                    outputTokens      | -1          | outputTokens must be a number above 0, at most 1000000000, was -1.0
                    gpusPerNode       | 0           | gpusPerNode must be a number from 1 to 10000, was 0
                    workload          | "chat"      | workload must be NAMESPACE/NAME, was 'chat'
                    policy            | "a: 1"      | policy:
                    profile           | "hardware:" | serving profile:
                    policy            | null        | a question is JSON with policy
                    weather           | 1           | a question is JSON with policy
                    """)
    void aQuestionThatIsNoneGetsASentence(String key, String value, String sentence) {
        String question = pages.get("/what-if").json().toString();
        String changed = question.contains("\"" + key + "\"")
                ? question.replaceFirst("\"" + key + "\":(\"(\\\\.|[^\"])*\"|null|[0-9.]+)", "\"" + key + "\":" + value)
                : question.replaceFirst("\\{", "{\"" + key + "\":" + value + ",");

        ServicePages.Page page = pages.post("/what-if", changed);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.json().get("error").asText()).startsWith(sentence);
    }

    @Test
    void aTextThatIsNoQuestionGetsASentence() {
        ServicePages.Page page = pages.post("/what-if", "what if?");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.json().get("error").asText()).startsWith("a question is JSON with policy");
    }

    @Test
    void anUnknownWorkloadGetsASentence() {
        ServicePages.Page page = pages.get("/what-if?workload=llm/unheard-of");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.json().get("error").asText()).startsWith("no policy of workload llm/unheard-of: ");
    }

    private JsonNode answerTo(JsonNode question) {
        ServicePages.Page page = pages.post("/what-if", question.toString());
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.json();
    }
}
