// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What scenarios need of a cluster, wherever it runs. */
public interface ClusterAccess {
    /** Of the namespaces that a run has made. */
    String MADE_BY_RUN = "headroom.dev/made-by-run";

    /** With the rights of an administrator. */
    KubernetesClient client();

    /** The working copy. */
    Path home();

    Helm helm();

    Kubectl kubectl();

    /** Values that the chart of Headroom needs here, in the form of {@code --set}. */
    List<String> values();

    /** Where a port of a pod is reached from this machine. */
    InetSocketAddress reach(Pod pod, int port);

    /** Where KEDA's operator shows its metrics. */
    InetSocketAddress kedaMetrics();

    /** What KEDA's operator has printed. */
    List<String> kedaLog() throws IOException;

    /** What a pod's container has printed. */
    List<String> log(Pod pod) throws IOException;

    /** Brokers of Kafka, as this machine reaches them; empty where it does not. */
    Optional<String> bootstrapServers();

    /** Defines the kinds that the shipped files use, where that is for the run to do. */
    void defineKinds() throws IOException;

    /** Whether the kind of an object is defined. */
    boolean defines(HasMetadata object);

    /** Lets nodes come for so many GPUs, where the run decides about nodes. */
    void room(int gpus);

    /** Turns the Deployment of a model server into one whose pods need neither GPU nor model, and are Ready after a time. */
    void standIn(Deployment deployment, int readySeconds);

    /** Makes a namespace that is missing, with a label that tells who made it. */
    default void namespace(String name) {
        if (client().namespaces().withName(name).get() == null) {
            client().resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withLabels(Map.of(MADE_BY_RUN, "true"))
                            .endMetadata()
                            .build())
                    .create();
        }
    }
}
