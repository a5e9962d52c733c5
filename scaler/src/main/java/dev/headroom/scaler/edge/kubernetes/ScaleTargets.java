// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the few needed fields of a scale target: how many replicas it wants, and its pods' requirements on their nodes. */
final class ScaleTargets {
    /** Kubernetes' default for a spec that does not say. */
    private static final int UNSET_REPLICAS = 1;

    /** No engine spans more nodes; beyond it, the number is a slip. */
    private static final int MOST_PODS = 1_000;

    private final ScaleTargetCounts counts;
    private final TemplateNeeds needs;
    private final KubernetesSerialization serialization;

    ScaleTargets(ScaleTargetCounts counts, TemplateNeeds needs, KubernetesSerialization serialization) {
        this.counts = counts;
        this.needs = needs;
        this.serialization = serialization;
    }

    SlimStore<Deployment> deployments() {
        return new SlimStore<>(
                Deployment::new,
                seen -> put(
                        "Deployment",
                        SlimStore.Name.of(seen),
                        seen.getSpec() == null ? null : seen.getSpec().getReplicas(),
                        podsOf(seen.getSpec() == null ? null : seen.getSpec().getTemplate())),
                gone -> remove("Deployment", gone));
    }

    SlimStore<StatefulSet> statefulSets() {
        return new SlimStore<>(
                StatefulSet::new,
                seen -> put(
                        "StatefulSet",
                        SlimStore.Name.of(seen),
                        seen.getSpec() == null ? null : seen.getSpec().getReplicas(),
                        podsOf(seen.getSpec() == null ? null : seen.getSpec().getTemplate())),
                gone -> remove("StatefulSet", gone));
    }

    SlimStore<GenericKubernetesResource> leaderWorkerSets() {
        return new SlimStore<>(
                GenericKubernetesResource::new,
                seen -> {
                    Untyped spec = Untyped.of(seen).at("spec");
                    put(
                            ScaleTarget.LEADER_WORKER_SET,
                            SlimStore.Name.of(seen),
                            spec.wholeNumber("replicas").orElse(UNSET_REPLICAS),
                            groupOf(spec.at("leaderWorkerTemplate")));
                },
                gone -> remove(ScaleTarget.LEADER_WORKER_SET, gone));
    }

    private void put(String kind, SlimStore.Name name, @Nullable Integer replicas, List<PodSpec> pods) {
        ScaleTarget target = new ScaleTarget(name.namespace(), kind, name.name());
        counts.put(target, replicas == null ? UNSET_REPLICAS : replicas);
        needs.put(target, pods);
    }

    private void remove(String kind, SlimStore.Name name) {
        ScaleTarget target = new ScaleTarget(name.namespace(), kind, name.name());
        counts.remove(target);
        needs.remove(target);
    }

    private static List<PodSpec> podsOf(@Nullable PodTemplateSpec template) {
        return Optional.ofNullable(template)
                .map(PodTemplateSpec::getSpec)
                .map(List::of)
                .orElse(List.of());
    }

    /** The leader, which is like the workers unless it has a template of its own, and the workers. */
    private List<PodSpec> groupOf(Untyped template) {
        int size = template.wholeNumber("size").orElse(1);
        Optional<PodSpec> worker = podIn(template.at("workerTemplate", "spec"));
        Optional<PodSpec> leader =
                template.at("leaderTemplate").isEmpty() ? worker : podIn(template.at("leaderTemplate", "spec"));
        if (worker.isEmpty() || leader.isEmpty() || size < 1 || size > MOST_PODS) {
            return List.of();
        }
        List<PodSpec> pods = new ArrayList<>();
        pods.add(leader.get());
        pods.addAll(Collections.nCopies(size - 1, worker.get()));
        return pods;
    }

    private Optional<PodSpec> podIn(Untyped spec) {
        try {
            return spec.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(serialization.convertValue(spec.fields(), PodSpec.class));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
