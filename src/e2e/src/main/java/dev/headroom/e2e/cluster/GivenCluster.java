// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.programs.CannotRunException;
import dev.headroom.e2e.programs.ExecutablePath;
import dev.headroom.e2e.programs.GoProgram;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster that a kubeconfig names, with KEDA and Kafka in it. Pods are reached by forwarded ports. Closing it uninstalls Headroom, and
 * removes the namespaces that the run has made.
 */
public final class GivenCluster implements ClusterAccess, AutoCloseable {
    private static final String NAMESPACE = "headroom";
    private static final int KEDA_METRICS_PORT = 8080;
    private static final String PAUSE_IMAGE = "registry.k8s.io/pause:3.10";
    private static final Duration GONE = Duration.ofMinutes(3);

    private final Workplace place;
    private final Target target;
    private final KubernetesClient client;
    private final Map<String, LocalPortForward> forwards = new HashMap<>();

    /**
     * What a person says about it.
     *
     * @param kubeconfig names the cluster, and gives the rights of an administrator
     * @param values of Headroom's chart, in the form of {@code --set}: its image and its brokers
     * @param bootstrapServers brokers as this machine reaches them; empty where it does not
     */
    public record Target(Path kubeconfig, List<String> values, Optional<String> bootstrapServers) {}

    private GivenCluster(Workplace place, Target target, KubernetesClient client) {
        this.place = place;
        this.target = target;
        this.client = client;
    }

    /** Looks whether the cluster has what a run needs, and nothing that a run would change. */
    public static GivenCluster opened(Workplace place, Target target) {
        Config config = Config.fromKubeconfig(target.kubeconfig().toFile());
        config.setRequestRetryBackoffLimit(0);
        KubernetesClient client = place.cleanup()
                .opened(new KubernetesClientBuilder().withConfig(config).build());
        if (!client.supports("keda.sh/v1alpha1", "ScaledObject")) {
            throw new CannotRunException("the cluster at " + config.getMasterUrl()
                    + " has no KEDA: it does not answer, or does not define ScaledObjects");
        }
        if (isInstalled(client)) {
            throw new CannotRunException(
                    "Headroom is installed in namespace headroom already; a run would change it: use another cluster");
        }
        GivenCluster cluster = place.cleanup().opened(new GivenCluster(place, target, client));
        List.of(NAMESPACE, "llm").forEach(cluster::namespace);
        return cluster;
    }

    private static boolean isInstalled(KubernetesClient client) {
        return client.apps()
                        .deployments()
                        .inNamespace(NAMESPACE)
                        .withName("headroom")
                        .get()
                != null;
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public Path home() {
        return place.home();
    }

    @Override
    public Helm helm() {
        return new Helm(place, executable("helm", GoProgram.HELM), kubeconfig());
    }

    @Override
    public Kubectl kubectl() {
        return new Kubectl(place.home(), executable("kubectl", GoProgram.KUBERNETES), kubeconfig());
    }

    /** That of the person, where there is one: it fits the cluster. */
    private String executable(String name, GoProgram program) {
        return ExecutablePath.of(name).map(Path::toString).orElseGet(() -> place.executable(program, name));
    }

    private Path kubeconfig() {
        return target.kubeconfig().toAbsolutePath();
    }

    @Override
    public List<String> values() {
        return target.values();
    }

    @Override
    public synchronized InetSocketAddress reach(Pod pod, int port) {
        String key = pod.getMetadata().getUid() + ":" + port;
        LocalPortForward known = forwards.get(key);
        if (known == null || !known.isAlive() || known.errorOccurred()) {
            known = client.pods().resource(pod).portForward(port);
            forwards.put(key, known);
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), known.getLocalPort());
    }

    @Override
    public InetSocketAddress kedaMetrics() {
        return reach(kedaOperator(), KEDA_METRICS_PORT);
    }

    @Override
    public List<String> kedaLog() {
        return log(kedaOperator());
    }

    private Pod kedaOperator() {
        return client.pods().inAnyNamespace().withLabel("app", "keda-operator").list().getItems().stream()
                .findFirst()
                .orElseThrow(() -> new CannotRunException("no pod has the label app=keda-operator of KEDA's operator"));
    }

    @Override
    public List<String> log(Pod pod) {
        return client.pods().resource(pod).getLog().lines().toList();
    }

    @Override
    public Optional<String> bootstrapServers() {
        return target.bootstrapServers();
    }

    @Override
    public void defineKinds() {
        // The kinds of a person's cluster are the person's.
    }

    @Override
    public boolean defines(HasMetadata object) {
        return client.supports(object.getApiVersion(), object.getKind());
    }

    @Override
    public void room(int gpus) {
        // Stand-ins need no GPU.
    }

    @Override
    public void standIn(Deployment deployment, int readySeconds) {
        var pod = deployment.getSpec().getTemplate().getSpec();
        Container server = pod.getContainers().get(0);
        pod.setContainers(List.of(new ContainerBuilder()
                .withName(server.getName())
                .withImage(PAUSE_IMAGE)
                .withPorts(server.getPorts())
                .build()));
        pod.setInitContainers(new ArrayList<>());
        pod.setVolumes(new ArrayList<>());
        pod.setNodeSelector(Map.of());
    }

    @Override
    public synchronized void close() throws IOException {
        for (LocalPortForward forward : forwards.values()) {
            forward.close();
        }
        if (isInstalled(client)) {
            helm().uninstall();
        }
        var made = client.namespaces().withLabel(MADE_BY_RUN);
        made.delete();
        Patience.until(
                "the namespaces of the run are gone",
                GONE,
                () -> made.list().getItems().isEmpty());
    }
}
