// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a cluster holds of Deployment chat in namespace llm. */
final class ClusterObjects {
    private static final String NAMESPACE = "llm";
    private static final String NAME = "chat";
    private static final String REPLICA_SET = NAME + "-7d9f";

    private ClusterObjects() {}

    /** The policy as a ConfigMap. */
    static ConfigMap policy(String text) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(NAME)
                .addToLabels("headroom.dev/kind", "slo-policy")
                .endMetadata()
                .addToData("policy.yaml", text)
                .build();
    }

    /** The Deployment with so many replicas. */
    static Deployment deployment(int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(NAME)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .withNewStatus()
                .withReplicas(replicas)
                .endStatus()
                .build();
    }

    /** A server that serves since a moment. */
    static Pod ready(int number, Instant since) {
        return new PodBuilder(pending(number, since))
                .editSpec()
                .withNodeName("node-" + number)
                .endSpec()
                .editStatus()
                .withPhase("Running")
                .addToConditions(new PodConditionBuilder()
                        .withType("Ready")
                        .withStatus("True")
                        .withLastTransitionTime(text(since))
                        .build())
                .endStatus()
                .build();
    }

    /** A server that was made at a moment and has come no further. */
    static Pod pending(int number, Instant made) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(NAME + "-" + number)
                .withUid(NAME + "-uid-" + number)
                .withCreationTimestamp(text(made))
                .addToLabels("pod-template-hash", "7d9f")
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("ReplicaSet")
                .withName(REPLICA_SET)
                .withUid(REPLICA_SET + "-uid")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
    }

    private static String text(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
