// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import static dev.headroom.cli.size.answer.HardwareComparisonTest.ARTICLE;
import static dev.headroom.cli.size.answer.HardwareComparisonTest.ARTICLE_PROFILE;
import static dev.headroom.cli.size.answer.HardwareComparisonTest.CHAT;
import static dev.headroom.cli.size.answer.HardwareComparisonTest.H100_PROFILE;
import static dev.headroom.cli.size.answer.HardwareComparisonTest.compare;
import static dev.headroom.cli.size.answer.HardwareComparisonTest.profile;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerFilesTest {
    private static final DocumentName NAME = new DocumentName("llm", "assistant");

    private static SloPolicy policy(Map<String, String> files) {
        ConfigMap map = Serialization.unmarshal(files.get("slo-policy.yaml"), ConfigMap.class);
        assertThat(map.getMetadata().getLabels()).containsEntry("headroom.dev/kind", "slo-policy");
        return SloPolicyReader.read(map.getData().get("policy.yaml"), NAME).fold(Parsed.Valid::value, invalid -> {
            throw new AssertionError(invalid.sentence());
        });
    }

    private static ServingProfile servingProfile(Map<String, String> files) {
        ConfigMap map = Serialization.unmarshal(files.get("serving-profile.yaml"), ConfigMap.class);
        assertThat(map.getMetadata().getLabels()).containsEntry("headroom.dev/kind", "serving-profile");
        return ServingProfileReader.read(map.getData().get("profile.yaml"), NAME)
                .fold(Parsed.Valid::value, invalid -> {
                    throw new AssertionError(invalid.sentence());
                });
    }

    @Test
    void thePolicyHoldsThePromiseAndTwiceThePeak() {
        SloPolicy policy = policy(AnswerFiles.of(compare(ARTICLE, ARTICLE_PROFILE)));

        assertThat(policy.objectives()).extracting(Object::toString).containsExactly("e2e p95 <= 5s");
        assertThat(policy.replicas().min()).isEqualTo(1);
        assertThat(policy.replicas().max()).isEqualTo(4);
        assertThat(policy.profile()).contains("assistant-profile");
        // 55.04 USD for 8 GPUs.
        assertThat(policy.terms().cost().orElseThrow().gpuHourUsd()).isEqualTo(6.88);
        assertThat(policy.terms().mode()).isEqualTo(Mode.ADVISE);
        assertThat(policy.workload().scaleTarget().orElseThrow().name()).isEqualTo("assistant");
    }

    @Test
    void theProfileIsTheOneThatWasUsed() {
        ServingProfile measured = servingProfile(AnswerFiles.of(compare(ARTICLE, ARTICLE_PROFILE)));

        ServingProfile shipped = profile(ARTICLE_PROFILE);
        assertThat(measured.performance()).isEqualTo(shipped.performance());
        assertThat(measured.engine()).isEqualTo(shipped.engine());
    }

    @Test
    void anEstimatedProfileCanBeReadAgain() {
        Map<String, String> files =
                AnswerFiles.of(compare(CHAT + "hardware: { families: [p6-b200], migSlices: false }\n", H100_PROFILE));

        assertThat(files.get("serving-profile.yaml")).startsWith("# estimated from profile.yaml on 1 x H100");
        assertThat(servingProfile(files).hardware()).isEqualTo("p6-b200.48xlarge");
        assertThat(policy(files).workload().models()).containsExactly("llama-3-8b");
    }

    @Test
    void theScaledObjectAsksHeadroomAboutThePolicy() {
        GenericKubernetesResource scaled = Serialization.unmarshal(
                AnswerFiles.of(compare(ARTICLE, ARTICLE_PROFILE)).get("scaledobject.yaml"),
                GenericKubernetesResource.class);

        assertThat(scaled.getKind()).isEqualTo("ScaledObject");
        assertThat(scaled.<Integer>get("spec", "maxReplicaCount")).isEqualTo(4);
        assertThat(scaled.<Integer>get("spec", "fallback", "replicas")).isEqualTo(2);
        assertThat(scaled.<String>get("spec", "triggers", 0, "metadata", "policy"))
                .isEqualTo("assistant");
    }

    @Test
    void theNodePoolHoldsTwiceThePeak() {
        JsonNode values = Serialization.unmarshal(
                AnswerFiles.of(compare(ARTICLE, ARTICLE_PROFILE)).get("nodepool-values.yaml"), JsonNode.class);

        JsonNode pools = values.at("/strategies/single/pools");
        assertThat(values.at("/strategy").asText()).isEqualTo("single");
        // The chart's own pool is taken out.
        assertThat(pools.get("l40s").isNull()).isTrue();
        assertThat(pools.at("/p5/instanceTypes/0").asText()).isEqualTo("p5.48xlarge");
        assertThat(pools.at("/p5/capacityTypes/0").asText()).isEqualTo("on-demand");
        assertThat(pools.at("/p5/limits/nvidia.com~1gpu").asText()).isEqualTo("32");
    }

    @Test
    void slicesAreBoughtAsWholeGpus() {
        String values = AnswerFiles.of(compare(
                        CHAT.replace("promise: conversational", "promise: deferred")
                                + "hardware: { families: [p4de] }\n"
                                + "prices: [{ type: p4de.24xlarge, usdPerHour: 0.1 }]\n",
                        H100_PROFILE))
                .get("nodepool-values.yaml");

        assertThat(values).contains("instanceTypes: [p4de.24xlarge]").contains("nvidia.com/gpu: ");
    }

    @Test
    void aPurchaseInAdvanceIsReservedCapacity() {
        String values = AnswerFiles.of(compare(
                        ARTICLE
                                + "hardware: { pay: capacity-block }\n"
                                + "prices: [{ type: p5.48xlarge, pay: capacity-block, usdPerHour: 31 }]\n",
                        ARTICLE_PROFILE))
                .get("nodepool-values.yaml");

        assertThat(values).contains("capacityTypes: [reserved]").contains("reservations: ");
    }

    @Test
    void thePageNeedsNothingFromElsewhere() {
        String page = AnswerFiles.of(compare(ARTICLE, ARTICLE_PROFILE)).get("report.html");

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("The cheapest that keeps e2e p95 &lt;= 5s: p5.48xlarge, 2 replicas on 2 nodes, 110.08 USD/h.")
                .contains("\"title\":\"Each point is a number of replicas at the peak load\"")
                .contains("e2e p95 &lt;= 2500ms")
                .doesNotContain(" src=")
                .doesNotContain("<link");
    }

    @Test
    void theJsonHasTheFiguresOfTheTable() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(AnswerFiles.of(compare(ARTICLE, ARTICLE_PROFILE)).get("sizing.json"));

        assertThat(json.at("/peakRequestsPerSecond").asDouble()).isEqualTo(25);
        assertThat(json.at("/hardware/0/peak/replicas").asInt()).isEqualTo(2);
        assertThat(json.at("/hardware/0/cost/usdPerHour").asDouble()).isEqualTo(110.08);
        assertThat(json.at("/hardware/0/halfLoad/replicas").asInt()).isEqualTo(1);
        assertThat(json.at("/tradeOff/0/peak/replicas").asInt()).isEqualTo(63);
    }

    @Test
    void withoutHardwareThereIsTheAnswerAlone() {
        Map<String, String> files =
                AnswerFiles.of(compare(ARTICLE.replace("atMost: 5s", "atMost: 1s"), ARTICLE_PROFILE));

        assertThat(files).containsOnlyKeys("report.html", "sizing.json");
        assertThat(files.get("report.html")).contains("No hardware of the comparison keeps e2e p95 &lt;= 1s.");
    }
}
