// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.Kinds.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.doctor.AutoscalerFacts;
import dev.headroom.scaler.doctor.AutoscalerFacts.Trouble;
import dev.headroom.scaler.doctor.KedaFacts;
import dev.headroom.scaler.doctor.RiseRules;
import dev.headroom.scaler.doctor.ScalingSight;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept of ScaledObjects and HPAs, as KEDA 2.20.2 and Kubernetes 1.35 write them. */
class ScalingReaderTest {
    private static final ScalingReader.Listing NOTHING = options -> list(List.of(), null);

    @Test
    void aScaledObjectIsReadWithItsConditions() {
        GenericKubernetesResource chat = object("ScaledObject", "chat", """
                spec: { cooldownPeriod: 60 }
                status:
                  conditions:
                    - { type: Ready, status: "False", reason: ScaledObjectCheckFailed, message: no target }
                    - { type: Active, status: Unknown }
                    - { type: Fallback, status: "True" }
                """);

        assertThat(read(chat).scaledObjects())
                .contains(List.of(new KedaFacts("llm", "chat", Duration.ofMinutes(1), Optional.of("no target"), true)));
    }

    @Test
    void aScaledObjectThatKedaHasNotLookedAtIsWell() {
        assertThat(read(object("ScaledObject", "chat", "spec: {}")).scaledObjects())
                .contains(List.of(new KedaFacts("llm", "chat", Duration.ofMinutes(5), Optional.empty(), false)));
    }

    @Test
    void anHpaIsReadWithItsTroublesAndRules() {
        GenericKubernetesResource hpa = object("HorizontalPodAutoscaler", "keda-hpa-chat", """
                spec:
                  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }
                  behavior:
                    scaleUp:
                      stabilizationWindowSeconds: 30
                      selectPolicy: Min
                      policies:
                        - { type: Pods, value: 2, periodSeconds: 60 }
                        - { type: Percent, value: 50, periodSeconds: 15 }
                        - { type: Percent, value: 0, periodSeconds: 15 }
                status:
                  conditions:
                    - { type: AbleToScale, status: "True", reason: ReadyForNewScale }
                    - { type: ScalingActive, status: "False", reason: FailedGetExternalMetric, message: no answer }
                    - { type: ScalingLimited, status: "False", reason: DesiredWithinRange }
                """);
        hpa.getMetadata()
                .setLabels(
                        Map.of("app.kubernetes.io/managed-by", "keda-operator", "app.kubernetes.io/version", "2.20.2"));

        assertThat(hpas(hpa))
                .containsExactly(new AutoscalerFacts(
                        "keda-hpa-chat",
                        new ScaleTarget("llm", "Deployment", "chat"),
                        List.of(new Trouble("FailedGetExternalMetric", "no answer")),
                        new RiseRules(
                                Duration.ofSeconds(30),
                                RiseRules.Select.MIN,
                                List.of(
                                        new RiseRules.Limit(2, false, Duration.ofMinutes(1)),
                                        new RiseRules.Limit(50, true, Duration.ofSeconds(15)))),
                        Optional.of("2.20.2")));
    }

    @Test
    void anHpaThatKedaDidNotMakeHasNoVersionOfKeda() {
        GenericKubernetesResource hpa =
                object("HorizontalPodAutoscaler", "cpu", "spec: { scaleTargetRef: { kind: Deployment, name: chat } }");
        hpa.getMetadata().setLabels(Map.of("app.kubernetes.io/version", "1.0"));

        assertThat(hpas(hpa)).singleElement().satisfies(one -> {
            assertThat(one.keda()).isEmpty();
            assertThat(one.rise()).isEqualTo(RiseRules.DEFAULT);
            assertThat(one.troubles()).isEmpty();
        });
    }

    @Test
    void anHpaWithoutATargetIsLeftOut() {
        assertThat(hpas(object("HorizontalPodAutoscaler", "odd", "spec: { scaleTargetRef: 7 }")))
                .isEmpty();
    }

    @Test
    void everyPageIsRead() {
        List<String> asked = new ArrayList<>();
        ScalingReader.Listing pages = options -> {
            asked.add(String.valueOf(options.getContinue()));
            return asked.size() == 1
                    ? list(List.of(object("ScaledObject", "a", "spec: {}")), "next")
                    : list(List.of(object("ScaledObject", "b", "spec: {}")), "");
        };

        ScalingSight sight = new ScalingReader(List.of(pages), List.of(NOTHING)).read();

        assertThat(sight.scaledObjects().orElseThrow())
                .extracting(KedaFacts::name)
                .containsExactly("a", "b");
        assertThat(asked).containsExactly("null", "next");
    }

    @Test
    void aKindThatMayNotBeListedIsUnknownAndTheOtherIsRead() {
        ScalingReader.Listing forbidden = options -> {
            throw new KubernetesClientException("forbidden", 403, null);
        };

        ScalingSight sight = new ScalingReader(List.of(NOTHING), List.of(forbidden)).read();

        assertThat(sight.scaledObjects()).contains(List.of());
        assertThat(sight.autoscalers()).isEmpty();
    }

    private static ScalingSight read(GenericKubernetesResource scaledObject) {
        return new ScalingReader(List.of(options -> list(List.of(scaledObject), null)), List.of(NOTHING)).read();
    }

    private static List<AutoscalerFacts> hpas(GenericKubernetesResource hpa) {
        return new ScalingReader(List.of(NOTHING), List.of(options -> list(List.of(hpa), null)))
                .read()
                .autoscalers()
                .orElseThrow();
    }

    private static GenericKubernetesResourceList list(List<GenericKubernetesResource> items, @Nullable String next) {
        GenericKubernetesResourceList list = new GenericKubernetesResourceList();
        list.setItems(items);
        list.setMetadata(new ListMetaBuilder().withContinue(next).build());
        return list;
    }
}
