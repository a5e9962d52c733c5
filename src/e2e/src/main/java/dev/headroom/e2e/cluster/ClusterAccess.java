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
import java.util.Optional;

/** What scenarios need of a cluster, wherever it runs. */
public interface ClusterAccess {
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

    /** The topic that Headroom reads native events of requests from. */
    String requestsTopic();

    /** Defines the kinds that the shipped files use, where that is for the run to do. */
    void defineKinds() throws IOException;

    /** Whether the kind of an object is defined. */
    boolean defines(HasMetadata object);

    /** Lets nodes come for so many GPUs, where the run decides about nodes. */
    void room(int gpus);

    /** Turns the Deployment of a model server into one whose pods need neither GPU nor model, and are Ready after a time. */
    void standIn(Deployment deployment, int readySeconds);

    /** Makes a namespace that is missing. */
    default void namespace(String name) {
        if (client().namespaces().withName(name).get() == null) {
            client().resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }
}
