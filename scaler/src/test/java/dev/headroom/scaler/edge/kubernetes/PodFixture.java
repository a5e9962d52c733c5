// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Pods of namespace {@code llm} as an API server shows them; each {@code with}-like call gives a changed copy.
 *
 * @param pod the pod so far
 */
record PodFixture(Pod pod) {
    static final Instant CREATED = Instant.parse("2026-03-01T11:00:00Z");

    static PodFixture pod(String name, String uid) {
        return new PodFixture(new PodBuilder()
                .withNewMetadata()
                .withNamespace("llm")
                .withName(name)
                .withUid(uid)
                .withCreationTimestamp(CREATED.toString())
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .withStartTime(CREATED.plusSeconds(1).toString())
                .endStatus()
                .build());
    }

    /** One of a Deployment's pods. */
    static PodFixture ofDeployment(String deployment, String uid) {
        return pod(deployment + "-7d9f-" + uid, uid)
                .ownedBy("ReplicaSet", deployment + "-7d9f")
                .labelled("pod-template-hash", "7d9f");
    }

    /** One of a LeaderWorkerSet's pods, which belong to StatefulSets of its making. */
    static PodFixture ofGroup(String set, int group, int worker) {
        String leader = set + "-" + group;
        return pod(worker == 0 ? leader : leader + "-" + worker, leader + "-uid-" + worker)
                .ownedBy("StatefulSet", worker == 0 ? set : leader)
                .labelled("leaderworkerset.sigs.k8s.io/name", set)
                .labelled("leaderworkerset.sigs.k8s.io/group-index", Integer.toString(group))
                .labelled("leaderworkerset.sigs.k8s.io/worker-index", Integer.toString(worker));
    }

    PodFixture ownedBy(String kind, String name) {
        return new PodFixture(new PodBuilder(pod)
                .editMetadata()
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind(kind)
                .withName(name)
                .withUid(name + "-uid")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .build());
    }

    PodFixture labelled(String key, String value) {
        Map<String, String> labels = new HashMap<>();
        if (pod.getMetadata().getLabels() != null) {
            labels.putAll(pod.getMetadata().getLabels());
        }
        labels.put(key, value);
        return new PodFixture(new PodBuilder(pod)
                .editMetadata()
                .withLabels(labels)
                .endMetadata()
                .build());
    }

    PodFixture at(String ip) {
        return new PodFixture(
                new PodBuilder(pod).editStatus().withPodIP(ip).endStatus().build());
    }

    PodFixture createdAt(Instant when) {
        return new PodFixture(new PodBuilder(pod)
                .editMetadata()
                .withCreationTimestamp(when.toString())
                .endMetadata()
                .editStatus()
                .withStartTime(when.toString())
                .endStatus()
                .build());
    }

    PodFixture ready() {
        return new PodFixture(new PodBuilder(pod)
                .editStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build());
    }

    PodFixture readySince(Instant when) {
        return saying("Ready", when);
    }

    PodFixture onNode(String node, Instant since) {
        PodFixture scheduled = saying("PodScheduled", since);
        return new PodFixture(new PodBuilder(scheduled.pod)
                .editSpec()
                .withNodeName(node)
                .endSpec()
                .build());
    }

    private PodFixture saying(String condition, Instant since) {
        return new PodFixture(new PodBuilder(pod)
                .editStatus()
                .addNewCondition()
                .withType(condition)
                .withStatus("True")
                .withLastTransitionTime(since.toString())
                .endCondition()
                .endStatus()
                .build());
    }

    /** With a container that runs a vLLM server with these arguments. */
    PodFixture running(String... arguments) {
        return new PodFixture(new PodBuilder(pod)
                .editSpec()
                .addNewContainer()
                .withName("server")
                .withImage("vllm/vllm-openai:v0.29.0")
                .withArgs(arguments)
                .endContainer()
                .endSpec()
                .build());
    }

    PodFixture inPhase(String phase) {
        return new PodFixture(
                new PodBuilder(pod).editStatus().withPhase(phase).endStatus().build());
    }

    PodFixture onTheHostsNetwork() {
        return new PodFixture(
                new PodBuilder(pod).editSpec().withHostNetwork(true).endSpec().build());
    }

    PodFixture beingDeleted() {
        return new PodFixture(new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp(CREATED.plusSeconds(60).toString())
                .endMetadata()
                .build());
    }

    PodEntry entry() {
        return PodReader.read(pod);
    }
}
