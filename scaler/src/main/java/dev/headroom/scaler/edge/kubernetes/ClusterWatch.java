// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.cycle.CurrentReplicas;
import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.RunningReplicas;
import dev.headroom.scaler.supply.ReplicaSight;
import dev.headroom.scaler.supply.StuckListener;
import dev.headroom.telemetry.attribute.AmbiguityListener;
import dev.headroom.telemetry.attribute.Pods;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Watches the cluster for as long as the service runs; an API server that is away is tried again for ever. */
public final class ClusterWatch implements AutoCloseable {
    /** Watches bring every change; nothing is gained by looking at the same objects again. */
    private static final long NO_RESYNC = 0;

    /** What Kubernetes makes of a spec that does not say. */
    private static final int UNSET_REPLICAS = 1;

    /** Objects in one answer of the API server: whole objects of a large cluster never are in memory all at once. */
    private static final long PAGE = 500;

    private static final Logger LOG = Logger.getLogger(ClusterWatch.class);

    private final KubernetesClient client;
    private final Scope scope;
    private final DocumentLibrary library;
    private final PodDirectory pods;
    private final NodeDirectory nodes = new NodeDirectory();
    private final AtomicBoolean nodesTried = new AtomicBoolean();
    private final ScaleTargetCounts counts;
    private final CountDownLatch podsTried;
    private final AtomicInteger podsUnlisted;
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final List<SharedIndexInformer<?>> informers = new CopyOnWriteArrayList<>();
    private final ExecutorService eventSender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "headroom-kubernetes-events");
        thread.setDaemon(true);
        return thread;
    });
    private final FaultEvents events;
    private final AmbiguityListener ambiguities;
    private final StuckListener stuckStarts;

    /**
     * What is watched.
     *
     * @param namespaces whose objects; empty for all
     * @param departedPodsKept how long a pod is remembered after it left: as long as its telemetry may still be read
     */
    public record Scope(List<String> namespaces, Duration departedPodsKept) {
        public Scope {
            namespaces = List.copyOf(namespaces);
        }

        boolean covers(String namespace) {
            return namespaces.isEmpty() || namespaces.contains(namespace);
        }

        int parts() {
            return Math.max(1, namespaces.size());
        }
    }

    /**
     * Watches nothing yet.
     *
     * @param client the cluster
     * @param library where documents are put
     * @param clock for the time stamps of Events, and for when a pod left
     */
    public ClusterWatch(KubernetesClient client, Scope scope, DocumentLibrary library, InstantSource clock) {
        this.client = client;
        this.scope = scope;
        this.library = library;
        this.podsTried = new CountDownLatch(scope.parts());
        AtomicInteger unlisted = new AtomicInteger(scope.parts());
        this.podsUnlisted = unlisted;
        this.pods = new PodDirectory(
                clock, scope.departedPodsKept(), namespace -> unlisted.get() == 0 && scope.covers(namespace));
        this.counts = new ScaleTargetCounts(pods);
        this.events = new FaultEvents(client, clock, eventSender);
        this.ambiguities = new AmbiguousModelEvents(events, clock);
        this.stuckStarts = new StuckStartEvents(events, pods);
    }

    /** Replicas of the scale targets that were seen. */
    public CurrentReplicas currentReplicas() {
        return counts;
    }

    /** Which pods there are and were of late. */
    public Pods pods() {
        return pods;
    }

    /** What runs of the scale targets; unknown until all pods have been listed. */
    public RunningReplicas runningReplicas() {
        return pods;
    }

    /**
     * Replicas of the scale targets; unknown until all pods have been listed, and nodes have been or clearly cannot be: without
     * these, nothing is known of hardware.
     */
    public ReplicaSight replicaSight() {
        return target -> nodesTried.get() ? pods.replicasOf(target, nodes) : Optional.empty();
    }

    /** Puts Events on scale targets whose replicas do not start. */
    public StuckListener stuckStarts() {
        return stuckStarts;
    }

    /** Puts Events on the policies that claim the same model. */
    public AmbiguityListener ambiguities() {
        return ambiguities;
    }

    /**
     * Waits until the pods are known, or until it is clear that they cannot be read now.
     *
     * @param atMost how long
     * @return whether it is either
     */
    public boolean awaitPods(Duration atMost) throws InterruptedException {
        return podsTried.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Begins to watch, without waiting for the cluster to answer. */
    public void start() {
        watchDocuments();
        watchNodes();
        watchPods();
        for (var deployments : scopesOf(client.apps().deployments())) {
            var store = counts.storeFor(
                    "Deployment",
                    Deployment::new,
                    object -> Optional.ofNullable(object.getSpec())
                            .map(DeploymentSpec::getReplicas)
                            .orElse(UNSET_REPLICAS));
            start(openSlim("Deployments", deployments, store, () -> {}));
        }
        for (var statefulSets : scopesOf(client.apps().statefulSets())) {
            var store = counts.storeFor(
                    "StatefulSet",
                    StatefulSet::new,
                    object -> Optional.ofNullable(object.getSpec())
                            .map(StatefulSetSpec::getReplicas)
                            .orElse(UNSET_REPLICAS));
            start(openSlim("StatefulSets", statefulSets, store, () -> {}));
        }
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
        eventSender.shutdownNow();
    }

    private void watchDocuments() {
        AtomicInteger open = new AtomicInteger(DocumentKind.values().length * scope.parts());
        for (DocumentKind kind : DocumentKind.values()) {
            ConfigMapDocuments documents = new ConfigMapDocuments(kind, library, events);
            for (var configMaps : scopesOf(client.configMaps())) {
                SharedIndexInformer<ConfigMap> informer =
                        open("ConfigMaps", configMaps.withLabel(DocumentKind.LABEL, kind.word()), () -> {});
                informer.addEventHandler(documents);
                // The handle is not kept: the informer goes on trying by itself.
                var unused = informer.start().thenRun(() -> {
                    // Handlers are called later than this; a second put of the same text is nothing.
                    informer.getStore().list().forEach(documents::onAdd);
                    if (open.decrementAndGet() == 0) {
                        library.markLoaded();
                    }
                });
            }
        }
    }

    private void watchPods() {
        for (var some : scopesOf(client.pods())) {
            AtomicBoolean tried = new AtomicBoolean();
            Runnable countOnce = () -> {
                if (tried.compareAndSet(false, true)) {
                    podsTried.countDown();
                }
            };
            var store = new SlimStore<>(Pod::new, pod -> pods.put(PodReader.read(pod)), pods::remove);
            // The handle is not kept: the informer goes on trying by itself.
            var unused = openSlim("Pods", some, store, countOnce).start().thenRun(() -> {
                podsUnlisted.decrementAndGet();
                countOnce.run();
            });
        }
    }

    private void watchNodes() {
        Runnable tried = () -> nodesTried.set(true);
        var store = new SlimStore<>(Node::new, nodes::put, nodes::remove);
        // The handle is not kept: the informer goes on trying by itself.
        var unused = openSlim("Nodes", client.nodes(), store, tried).start().thenRun(tried);
    }

    private static void start(SharedIndexInformer<?> informer) {
        // The handle is not kept: the informer goes on trying by itself.
        var unused = informer.start();
    }

    private <T extends HasMetadata> SharedIndexInformer<T> openSlim(
            String what, Informable<T> source, SlimStore<T> store, Runnable failed) {
        return open(what, source.withLimit(PAGE), failed).removeNamespaceIndex().itemStore(store);
    }

    private <T extends HasMetadata> SharedIndexInformer<T> open(String what, Informable<T> source, Runnable failed) {
        SharedIndexInformer<T> informer = source.runnableInformer(NO_RESYNC);
        informer.exceptionHandler((started, failure) -> {
            if (said.add(what)) {
                LOG.warnf("watch failed, trying again: %s need the rights list and watch cause=%s", what, failure);
            }
            failed.run();
            return true;
        });
        informers.add(informer);
        return informer;
    }

    private <T, L, R extends Resource<T>> List<FilterWatchListDeletable<T, L, R>> scopesOf(
            MixedOperation<T, L, R> all) {
        if (scope.namespaces().isEmpty()) {
            return List.of(all.inAnyNamespace());
        }
        List<FilterWatchListDeletable<T, L, R>> scopes = new ArrayList<>();
        scope.namespaces().forEach(namespace -> scopes.add(all.inNamespace(namespace)));
        return scopes;
    }
}
