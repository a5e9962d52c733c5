// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.Daemon;
import dev.headroom.e2e.process.PodSandbox;
import dev.headroom.e2e.programs.GoProgram;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/**
 * A cluster whose programs are the real ones, as processes of this machine; only kubelets and cloud are played. Closing its workplace
 * ends it.
 */
public final class RealCluster {
    private final Workplace place;
    private final KubernetesClient client;
    private final ClusterCredentials credentials;
    private final ControlPlane controlPlane;
    private final ClusterKafka kafka;
    private final KedaProcesses keda;
    private final ServiceNames names;
    private final PodProcesses processes;
    private final Daemon kwok;
    private final Daemon karpenter;

    private RealCluster(Workplace place) throws Exception {
        this.place = place;
        credentials = new ClusterCredentials(place);
        client = place.cleanup()
                .opened(new KubernetesClientBuilder()
                        .withConfig(credentials.adminConfig())
                        .build());
        names = new ServiceNames(place.directory());
        controlPlane = ControlPlane.started(place, credentials, client);
        kafka = ClusterKafka.started(place);
        kwok = Kwok.started(place, credentials, client);
        Applied.text(client, FIRST_OBJECTS);
        keda = KedaProcesses.started(place, credentials, client, PodSandbox.withHosts(names.file()));
        karpenter = Karpenter.started(place, credentials, client);
        processes = place.cleanup().opened(new PodProcesses(place, credentials, client, names));
    }

    /** Starts all parts but Headroom; returns when they are ready. */
    public static RealCluster started(Workplace place) throws Exception {
        return new RealCluster(place);
    }

    public Workplace place() {
        return place;
    }

    /** With the rights of the administrator. */
    public KubernetesClient client() {
        return client;
    }

    public ClusterCredentials credentials() {
        return credentials;
    }

    public ControlPlane controlPlane() {
        return controlPlane;
    }

    public ClusterKafka kafka() {
        return kafka;
    }

    public KedaProcesses keda() {
        return keda;
    }

    public Daemon kwok() {
        return kwok;
    }

    public Daemon karpenter() {
        return karpenter;
    }

    /** Path of the program. */
    public String kubectl() {
        return place.executable(GoProgram.KUBERNETES, "kubectl");
    }

    /** Of Headroom and the Collector. */
    public PodProcesses processes() {
        return processes;
    }

    /** A node for all pods that need no GPU, and the namespaces. */
    private static final String FIRST_OBJECTS = """
            apiVersion: v1
            kind: Node
            metadata:
              name: system
              annotations: { kwok.x-k8s.io/node: fake }
              labels: { kubernetes.io/hostname: system, topology.kubernetes.io/zone: zone-a, kubernetes.io/os: linux, kubernetes.io/arch: amd64 }
            status:
              allocatable: { cpu: "64", memory: 256Gi, pods: "500", ephemeral-storage: 500Gi }
              capacity: { cpu: "64", memory: 256Gi, pods: "500", ephemeral-storage: 500Gi }
            ---
            apiVersion: v1
            kind: Namespace
            metadata: { name: headroom }
            ---
            apiVersion: v1
            kind: Namespace
            metadata: { name: llm }
            ---
            apiVersion: v1
            kind: Namespace
            metadata: { name: keda }
            """;
}
