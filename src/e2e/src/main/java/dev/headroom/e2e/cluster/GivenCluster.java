// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.programs.CannotRunException;
import dev.headroom.e2e.programs.GoProgram;
import dev.headroom.lab.process.Cleanup;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cluster that a kubeconfig names, with KEDA and Kafka in it. Pods are reached by forwarded ports. All that a run makes lies in
 * namespaces and topics that it makes too, beside what Headroom's release has in the whole cluster. The end of the workplace removes all.
 */
public final class GivenCluster implements ClusterAccess {
    private static final String NAMESPACE = "headroom";
    /** A run overwrites and deletes objects in them. */
    private static final List<String> NAMESPACES = List.of(NAMESPACE, "llm", "crowd");

    private static final String KEDA = "keda.sh/v1alpha1";
    private static final String SCALED_OBJECT = "ScaledObject";
    /** KEDA's default for --leader-election-id. */
    private static final String KEDA_LEASE = "operator.keda.sh";
    /** Its value is the id of the run that has made a namespace. */
    private static final String MADE_BY_RUN = "headroom.dev/made-by-run";

    private static final int KEDA_METRICS_PORT = 8080;
    private static final String PAUSE_IMAGE = "registry.k8s.io/pause:3.10";
    private static final Duration GONE = Duration.ofMinutes(3);

    private final Workplace place;
    private final Target target;
    private final KubernetesClient client;
    private final String context;
    private final String run = Long.toString(Instant.now().getEpochSecond());
    private final RunTopics topics = new RunTopics(run);
    /** Not guarded by this object: who changes the release holds it while others reach pods. */
    private final Map<String, LocalPortForward> forwards = new ConcurrentHashMap<>();

    /**
     * What a person says about it.
     *
     * @param kubeconfig names the cluster, and gives the rights of an administrator
     * @param values of Headroom's chart, in the form of {@code --set}: its image and its brokers
     * @param bootstrapServers brokers as this machine reaches them; empty where it does not
     */
    public record Target(Path kubeconfig, List<String> values, Optional<String> bootstrapServers) {}

    private GivenCluster(Workplace place, Target target, KubernetesClient client, String context) {
        this.place = place;
        this.target = target;
        this.client = client;
        this.context = context;
    }

    /** Looks whether the cluster has what a run needs, and nothing that a run would change. Only then it makes namespaces and topics. */
    public static GivenCluster opened(Workplace place, Target target) throws InterruptedException {
        Config config = config(target.kubeconfig());
        KubernetesClient client = place.cleanup()
                .opened(new KubernetesClientBuilder().withConfig(config).build());
        refuseIfUnfit(client, config.getMasterUrl());
        GivenCluster cluster = new GivenCluster(
                place, target, client, config.getCurrentContext().getName());
        // Built before anything is made: without Helm the end could not remove the release.
        cluster.helm();
        cluster.kubectl();
        System.err.println("e2e: the run changes the cluster at " + config.getMasterUrl() + " (context "
                + cluster.context + "); at its end it removes its own objects");
        cluster.make();
        return cluster;
    }

    private static Config config(Path kubeconfig) {
        Config config;
        try {
            config = Config.fromKubeconfig(kubeconfig.toFile());
        } catch (RuntimeException unreadable) {
            throw new CannotRunException("--kubeconfig " + kubeconfig + " is not a kubeconfig: "
                    + String.valueOf(unreadable.getMessage())
                            .lines()
                            .findFirst()
                            .orElse("it cannot be parsed"));
        }
        // Without it the client would take the server of the pod that it runs in.
        if (config.getCurrentContext() == null) {
            throw new CannotRunException("--kubeconfig " + kubeconfig
                    + " has no current context that it defines: set it with kubectl config use-context");
        }
        config.setRequestRetryBackoffLimit(0);
        return config;
    }

    private static void refuseIfUnfit(KubernetesClient client, String url) {
        try {
            if (!client.supports(KEDA, SCALED_OBJECT)) {
                throw new CannotRunException(
                        "the cluster at " + url + " has no KEDA: it does not define ScaledObjects");
            }
            for (String name : NAMESPACES) {
                if (client.namespaces().withName(name).get() != null) {
                    throw new CannotRunException("the cluster at " + url + " has a namespace " + name
                            + " already; a run makes and deletes that namespace: use another cluster");
                }
            }
            // Another release would plan for the workloads of the run, and own the names of its cluster roles.
            client
                    .apps()
                    .deployments()
                    .inAnyNamespace()
                    .withLabel("app.kubernetes.io/name", NAMESPACE)
                    .list()
                    .getItems()
                    .stream()
                    .findFirst()
                    .ifPresent(deployment -> {
                        throw new CannotRunException("Headroom is installed in namespace "
                                + deployment.getMetadata().getNamespace() + " of the cluster at " + url
                                + ": use another cluster");
                    });
        } catch (KubernetesClientException failure) {
            throw new CannotRunException("the cluster at " + url + " does not answer: " + failure.getMessage());
        }
    }

    /** The end of the workplace removes in the opposite order, and goes on past a failure. */
    private void make() throws InterruptedException {
        Cleanup cleanup = place.cleanup();
        if (target.bootstrapServers().isPresent()) {
            String brokers = target.bootstrapServers().orElseThrow();
            // Last: a replica that still runs could make its topic again.
            cleanup.<AutoCloseable>opened(() -> topics.delete(brokers));
            topics.create(brokers);
        }
        cleanup.<AutoCloseable>opened(this::deleteNamespaces);
        NAMESPACES.forEach(this::create);
        cleanup.<AutoCloseable>opened(() -> helm().uninstall());
        // First: KEDA's finalizer holds ScaledObjects, and KEDA asks Headroom as long as they are there.
        cleanup.<AutoCloseable>opened(this::deleteScaledObjects);
        cleanup.<AutoCloseable>opened(this::closeForwards);
    }

    private synchronized void create(String name) {
        if (place.cleanup().begun()) {
            throw new IllegalStateException("the run is ending, and makes no namespace " + name);
        }
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(Map.of(MADE_BY_RUN, run))
                        .endMetadata()
                        .build())
                .create();
    }

    /** With the label of this run, by which its end finds the namespace. */
    @Override
    public void namespace(String name) {
        if (client.namespaces().withName(name).get() == null) {
            create(name);
        }
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public Path home() {
        return place.home();
    }

    /** That of the cache, and not the person's: other versions print other findings. */
    @Override
    public Helm helm() {
        return new Helm(place, place.executable(GoProgram.HELM, "helm"), kubeconfig(), context);
    }

    @Override
    public Kubectl kubectl() {
        return new Kubectl(place.home(), place.executable(GoProgram.KUBERNETES, "kubectl"), kubeconfig(), context);
    }

    private Path kubeconfig() {
        return target.kubeconfig().toAbsolutePath();
    }

    /** The person's first: Helm takes the last of two for one key, and topics must be those of the run. */
    @Override
    public List<String> values() {
        List<String> values = new ArrayList<>(target.values());
        values.addAll(topics.values());
        return values;
    }

    @Override
    public InetSocketAddress reach(Pod pod, int port) {
        LocalPortForward open = forwards.compute(
                pod.getMetadata().getUid() + ":" + port,
                (key, known) -> known == null || !known.isAlive() || known.errorOccurred()
                        ? client.pods().resource(pod).portForward(port)
                        : known);
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), open.getLocalPort());
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
        List<Pod> operators = client.pods()
                .inAnyNamespace()
                .withLabel("app", "keda-operator")
                .list()
                .getItems();
        return operators.stream()
                .filter(this::isLeader)
                .findFirst()
                .or(() -> operators.stream().findFirst())
                .orElseThrow(() -> new CannotRunException("no pod has the label app=keda-operator of KEDA's operator"));
    }

    /** Of several operators only the holder of the Lease calls scalers; its identity is the pod's name, an underscore and a UUID. */
    private boolean isLeader(Pod operator) {
        Lease lease = client.leases()
                .inNamespace(operator.getMetadata().getNamespace())
                .withName(KEDA_LEASE)
                .get();
        return lease != null
                && String.valueOf(lease.getSpec().getHolderIdentity())
                        .startsWith(operator.getMetadata().getName() + "_");
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
    public String requestsTopic() {
        return topics.requests();
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

    private void closeForwards() throws IOException {
        for (LocalPortForward forward : forwards.values()) {
            forward.close();
        }
    }

    private void deleteScaledObjects() {
        var scaledObjects = client.genericKubernetesResources(KEDA, SCALED_OBJECT);
        List<String> made = made().list().getItems().stream()
                .map(namespace -> namespace.getMetadata().getName())
                .toList();
        made.forEach(name -> scaledObjects.inNamespace(name).delete());
        Patience.until(
                "the ScaledObjects of the run are gone",
                GONE,
                () -> made.stream()
                        .allMatch(name -> scaledObjects
                                .inNamespace(name)
                                .list()
                                .getItems()
                                .isEmpty()));
    }

    private void deleteNamespaces() {
        made().delete();
        Patience.until(
                "the namespaces of the run are gone",
                GONE,
                () -> made().list().getItems().isEmpty());
    }

    private FilterWatchListDeletable<Namespace, NamespaceList, Resource<Namespace>> made() {
        return client.namespaces().withLabel(MADE_BY_RUN, run);
    }
}
