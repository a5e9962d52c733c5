// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import dev.headroom.scaler.slo.SloPolicy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** ScaledObjects against what they name: the target, the policy, the scaler's address, its own metadata keys, credentials. */
final class Scaling {
    private static final Set<String> EXTERNAL = Set.of("external", "external-push");

    private final Bundle bundle;
    private final Given given;
    private final List<Finding> findings = new ArrayList<>();

    private Scaling(Bundle bundle, Given given) {
        this.bundle = bundle;
        this.given = given;
    }

    static List<Finding> check(Bundle bundle, Given given) {
        Scaling scaling = new Scaling(bundle, given);
        bundle.of("keda.sh", "ScaledObject").forEach(scaling::scaledObject);
        bundle.of("keda.sh", "TriggerAuthentication")
                .forEach(one -> scaling.authentication(one, Secrets.madeIn(bundle, one.namespace())));
        // Of these KEDA looks for Secrets in a namespace of its own, which a bundle does not know.
        bundle.of("keda.sh", "ClusterTriggerAuthentication")
                .forEach(one -> scaling.authentication(one, Secrets.madeAnywhereIn(bundle)));
        return scaling.findings;
    }

    private void scaledObject(KubeObject scaled) {
        JsonNode target = scaled.at("spec", "scaleTargetRef");
        String kind = target.path("kind").asText("Deployment");
        String apiVersion = target.path("apiVersion").asText("apps/v1");
        String name = target.path("name").asText();
        Optional<KubeObject> there = bundle.objects().stream()
                .filter(one -> one.apiVersion().equals(apiVersion) && one.kind().equals(kind))
                .filter(one -> one.name().equals(name) && one.namespace().equals(scaled.namespace()))
                .findFirst();
        if (there.isEmpty() && !given.has(kind, name)) {
            findings.add(scaled.finding("spec.scaleTargetRef", "is neither here nor said to be there: " + target));
        }
        if (there.filter(one -> one.at("spec").has("replicas")).isPresent()) {
            findings.add(there.get()
                    .finding("spec.replicas", "must be left out: KEDA sets them, and an apply would set them back"));
        }
        for (JsonNode trigger : scaled.at("spec", "triggers")) {
            if (EXTERNAL.contains(trigger.path("type").asText())) {
                trigger(scaled, kind, name, trigger);
                behavior(scaled);
            }
        }
    }

    private void trigger(KubeObject scaled, String kind, String name, JsonNode trigger) {
        Map<String, String> metadata = KubeObject.texts(trigger.path("metadata"));
        refusal(metadata).ifPresent(sentence -> findings.add(scaled.finding("spec.triggers", sentence)));
        Optional<SloPolicy> policy =
                Documents.policyOf(bundle, scaled.namespace(), metadata.getOrDefault("policy", ""));
        if (policy.isEmpty()) {
            findings.add(
                    scaled.finding("spec.triggers", "no valid policy is named here: '" + metadata.get("policy") + "'"));
        }
        policy.ifPresent(known -> limits(scaled, kind, name, known));
        authenticationOf(scaled, trigger.path("authenticationRef"));
    }

    private void limits(KubeObject scaled, String kind, String name, SloPolicy policy) {
        boolean same = policy.workload()
                .scaleTarget()
                .map(target -> target.kind().equals(kind) && target.name().equals(name))
                .orElse(true);
        if (!same) {
            findings.add(scaled.finding(
                    "spec.scaleTargetRef",
                    "is another than the policy's, " + policy.workload().scaleTarget()));
        }
        int max = scaled.at("spec", "maxReplicaCount").asInt(100);
        int min = scaled.at("spec", "minReplicaCount").asInt(0);
        if (max != policy.replicas().max() || min != policy.replicas().min()) {
            findings.add(scaled.finding(
                    "spec",
                    "has " + min + " to " + max + " replicas, its policy "
                            + policy.replicas().min() + " to "
                            + policy.replicas().max()));
        }
    }

    /** Headroom's rules hold and limit. A brake of the HPA delays replicas, and no reason of a plan tells it. */
    private void behavior(KubeObject scaled) {
        JsonNode behavior = scaled.at("spec", "advanced", "horizontalPodAutoscalerConfig", "behavior");
        int max = scaled.at("spec", "maxReplicaCount").asInt(100);
        if (stepsOf(behavior.path("scaleUp"), "Pods").noneMatch(pods -> pods >= max)) {
            findings.add(scaled.finding(
                    "spec.advanced", "behavior.scaleUp limits steps: a policy of Pods must allow all " + max));
        }
        if (stepsOf(behavior.path("scaleDown"), "Percent").noneMatch(percent -> percent >= 100)) {
            findings.add(scaled.finding(
                    "spec.advanced", "behavior.scaleDown limits steps: a policy of Percent must allow 100"));
        }
        for (String direction : List.of("scaleUp", "scaleDown")) {
            if (behavior.path(direction).path("stabilizationWindowSeconds").asInt(-1) != 0) {
                findings.add(scaled.finding(
                        "spec.advanced", "behavior." + direction + ".stabilizationWindowSeconds must be 0"));
            }
            if (!behavior.path(direction).path("tolerance").asText().equals("0")) {
                findings.add(scaled.finding("spec.advanced", "behavior." + direction + ".tolerance must be \"0\""));
            }
        }
    }

    private static IntStream stepsOf(JsonNode rules, String type) {
        boolean largest = rules.path("selectPolicy").asText("Max").equals("Max");
        return StreamSupport.stream(rules.path("policies").spliterator(), false)
                .filter(policy -> largest && policy.path("type").asText().equals(type))
                .mapToInt(policy -> policy.path("value").asInt());
    }

    private void authenticationOf(KubeObject scaled, JsonNode reference) {
        String kind = reference.path("kind").asText("TriggerAuthentication");
        String namespace = kind.startsWith("Cluster") ? "" : scaled.namespace();
        String name = reference.path("name").asText();
        if (reference.isObject() && !bundle.has("keda.sh", kind, namespace, name) && !given.has(kind, name)) {
            findings.add(scaled.finding("spec.triggers", "the " + kind + " '" + name + "' is not here"));
        }
    }

    private void authentication(KubeObject authentication, Set<String> secrets) {
        for (JsonNode reference : authentication.at("spec", "secretTargetRef")) {
            String name = reference.path("name").asText();
            if (!secrets.contains(name) && !given.has("Secret", name)) {
                findings.add(authentication.finding(
                        "spec.secretTargetRef", "names the Secret '" + name + "', which nobody makes"));
            }
        }
    }

    /** What the service itself says of a trigger's metadata. Its parser is of the package that answers KEDA alone. */
    static Optional<String> refusal(Map<String, String> metadata) {
        try {
            Class<?> parser = Class.forName("dev.headroom.scaler.edge.grpc.TriggerMetadata");
            Method parse = parser.getDeclaredMethod("parse", Map.class);
            parse.setAccessible(true);
            parse.invoke(null, metadata);
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(String.valueOf(e.getCause().getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the service's reader of trigger metadata is not where it was", e);
        }
    }
}
