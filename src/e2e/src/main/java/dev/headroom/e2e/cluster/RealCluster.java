// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.Daemon;
import dev.headroom.e2e.process.PodSandbox;
import dev.headroom.e2e.programs.GoProgram;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster whose programs are the real ones, as processes of this machine; only kubelets and cloud are played. Closing its workplace
 * ends it.
 */
public final class RealCluster implements ClusterAccess {
    /** Nobody serves their definitions where this runs. */
    private static final Set<String> WITHOUT_DEFINITION = Set.of("KafkaTopic", "KafkaUser", "LeaderWorkerSet");

    /** From the claim of a node to the node, unless a scenario is about it. */
    private static final int NODE_SECONDS = 20;

    private final Workplace place;
    private final Addresses addresses;
    private final KubernetesClient client;
    private final ClusterCredentials credentials;
    private final ControlPlane controlPlane;
    private final ClusterKafka kafka;
    private final KedaProcesses keda;
    private final ServiceNames names;
    private final ContainerImages images;
    private final PodProcesses processes;
    private final Daemon kwok;
    private final Daemon karpenter;

    private RealCluster(Workplace place, Addresses addresses) throws Exception {
        this.place = place;
        this.addresses = addresses;
        credentials = new ClusterCredentials(place, addresses);
        client = place.cleanup()
                .opened(new KubernetesClientBuilder()
                        .withConfig(credentials.adminConfig())
                        .build());
        names = new ServiceNames(place.directory(), addresses);
        PodSandbox sandbox = PodSandbox.withHosts(names.file());
        controlPlane = ControlPlane.started(place, addresses, credentials, client, sandbox);
        kafka = ClusterKafka.started(place);
        kwok = Kwok.started(place, addresses, credentials, client);
        Applied.text(client, FIRST_OBJECTS);
        keda = KedaProcesses.started(place, addresses, credentials, client, sandbox);
        karpenter = Karpenter.started(place, addresses, credentials, client);
        images = new ContainerImages(place);
        processes = place.cleanup()
                .opened(new PodProcesses(place, credentials, client, names, images, kafka.bootstrapServers()));
    }

    /** Builds the programs that are missing. Throws where this machine cannot run the cluster of this number. */
    public static void prepare(Workplace place, int number) {
        Preflight.check(new Addresses(number));
        place.programs().build(List.of(GoProgram.values()));
    }

    /**
     * Starts all parts but Headroom; returns when they are ready. {@link #prepare} comes before it. Clusters of one machine have different
     * numbers, from 1.
     */
    public static RealCluster started(Workplace place, int number) throws Exception {
        return new RealCluster(place, new Addresses(number));
    }

    public Workplace place() {
        return place;
    }

    @Override
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

    @Override
    public Path home() {
        return place.home();
    }

    @Override
    public Helm helm() {
        return new Helm(
                place,
                place.executable(GoProgram.HELM, "helm"),
                credentials.adminKubeconfig(),
                ClusterCredentials.CONTEXT);
    }

    @Override
    public Kubectl kubectl() {
        return new Kubectl(place.home(), kubectlPath(), credentials.adminKubeconfig(), ClusterCredentials.CONTEXT);
    }

    /** Where the program is. */
    public String kubectlPath() {
        return place.executable(GoProgram.KUBERNETES, "kubectl");
    }

    /** The played kubelet waits until {@link PodProcesses} has probed, and gives a process time to end. */
    @Override
    public List<String> values() {
        return List.of(
                "podAnnotations.pod-ready\\.stage\\.kwok\\.x-k8s\\.io/delay=1h",
                "podAnnotations.pod-ready\\.stage\\.kwok\\.x-k8s\\.io/jitter-delay=1h",
                "podAnnotations.pod-delete\\.stage\\.kwok\\.x-k8s\\.io/delay=15s",
                "podAnnotations.pod-delete\\.stage\\.kwok\\.x-k8s\\.io/jitter-delay=15s");
    }

    /** Its own address. Throws where the process of a pod has ended, because nobody would answer. */
    @Override
    public InetSocketAddress reach(Pod pod, int port) {
        processes.check(pod);
        return new InetSocketAddress(pod.getStatus().getPodIP(), port);
    }

    @Override
    public InetSocketAddress kedaMetrics() {
        return new InetSocketAddress(addresses.host(), Addresses.KEDA_METRICS_PORT);
    }

    @Override
    public List<String> kedaLog() throws IOException {
        return Files.readAllLines(keda.operator().log());
    }

    @Override
    public List<String> log(Pod pod) throws IOException {
        return Files.readAllLines(place.logs().resolve(pod.getMetadata().getName() + ".log"));
    }

    @Override
    public Optional<String> bootstrapServers() {
        return Optional.of(kafka.bootstrapServers());
    }

    @Override
    public String requestsTopic() {
        return "llm.requests";
    }

    @Override
    public void defineKinds() throws IOException {
        Applied.folder(client, place.programs().folder(GoProgram.CRDS).resolve("crds"));
    }

    @Override
    public boolean defines(HasMetadata object) {
        return !WITHOUT_DEFINITION.contains(object.getKind());
    }

    @Override
    public void room(int gpus) {
        Karpenter.pool(client, NODE_SECONDS, gpus);
    }

    @Override
    public void standIn(Deployment deployment, int readySeconds) {
        Map<String, String> annotations = new HashMap<>();
        annotations.put("pod-ready.stage.kwok.x-k8s.io/delay", readySeconds + "s");
        annotations.put("pod-ready.stage.kwok.x-k8s.io/jitter-delay", readySeconds + "s");
        deployment.getSpec().getTemplate().getMetadata().setAnnotations(annotations);
    }

    /** What containers of Headroom hold. */
    public ContainerImages images() {
        return images;
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
