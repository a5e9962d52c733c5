// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.cycle.CurrentReplicas;
import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Watches the cluster for as long as the service runs; an API server that is away is tried again for ever. */
public final class ClusterWatch implements AutoCloseable {
    /** Watches bring every change; nothing is gained by looking at the same objects again. */
    private static final long NO_RESYNC = 0;

    /** What Kubernetes makes of a spec that does not say. */
    private static final int UNSET_REPLICAS = 1;

    private static final Logger LOG = Logger.getLogger(ClusterWatch.class);

    private final KubernetesClient client;
    private final List<String> namespaces;
    private final DocumentLibrary library;
    private final ScaleTargetCounts counts = new ScaleTargetCounts();
    private final List<SharedIndexInformer<?>> informers = new CopyOnWriteArrayList<>();
    private final ExecutorService eventSender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "headroom-kubernetes-events");
        thread.setDaemon(true);
        return thread;
    });
    private final FaultEvents events;

    /**
     * Watches nothing yet.
     *
     * @param client the cluster
     * @param namespaces whose objects are watched; empty for all
     * @param library where documents are put
     * @param clock for the time stamps of Events
     */
    public ClusterWatch(
            KubernetesClient client, List<String> namespaces, DocumentLibrary library, InstantSource clock) {
        this.client = client;
        this.namespaces = List.copyOf(namespaces);
        this.library = library;
        this.events = new FaultEvents(client, clock, eventSender);
    }

    /** Replicas of the scale targets that were seen. */
    public CurrentReplicas currentReplicas() {
        return counts;
    }

    /** Begins to watch, without waiting for the cluster to answer. */
    public void start() {
        watchDocuments();
        for (var deployments : scopesOf(client.apps().deployments())) {
            start(open(
                    "Deployments",
                    deployments,
                    counts.handlerFor(
                            "Deployment",
                            object -> Optional.ofNullable(object.getSpec())
                                    .map(DeploymentSpec::getReplicas)
                                    .orElse(UNSET_REPLICAS))));
        }
        for (var statefulSets : scopesOf(client.apps().statefulSets())) {
            start(open(
                    "StatefulSets",
                    statefulSets,
                    counts.handlerFor(
                            "StatefulSet",
                            object -> Optional.ofNullable(object.getSpec())
                                    .map(StatefulSetSpec::getReplicas)
                                    .orElse(UNSET_REPLICAS))));
        }
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
        eventSender.shutdownNow();
    }

    private void watchDocuments() {
        AtomicInteger open = new AtomicInteger(DocumentKind.values().length * Math.max(1, namespaces.size()));
        for (DocumentKind kind : DocumentKind.values()) {
            ConfigMapDocuments documents = new ConfigMapDocuments(kind, library, events);
            for (var configMaps : scopesOf(client.configMaps())) {
                SharedIndexInformer<ConfigMap> informer =
                        open("ConfigMaps", configMaps.withLabel(DocumentKind.LABEL, kind.word()), documents);
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

    private static void start(SharedIndexInformer<?> informer) {
        // The handle is not kept: the informer goes on trying by itself.
        var unused = informer.start();
    }

    private <T extends HasMetadata> SharedIndexInformer<T> open(
            String what, Informable<T> source, ResourceEventHandler<T> handler) {
        SharedIndexInformer<T> informer = source.runnableInformer(NO_RESYNC);
        AtomicBoolean said = new AtomicBoolean();
        informer.addEventHandler(handler);
        informer.exceptionHandler((started, failure) -> {
            if (said.compareAndSet(false, true)) {
                LOG.warnf("watch failed, trying again: %s need the rights list and watch cause=%s", what, failure);
            }
            return true;
        });
        informers.add(informer);
        return informer;
    }

    private <T, L, R extends Resource<T>> List<FilterWatchListDeletable<T, L, R>> scopesOf(
            MixedOperation<T, L, R> all) {
        if (namespaces.isEmpty()) {
            return List.of(all.inAnyNamespace());
        }
        List<FilterWatchListDeletable<T, L, R>> scopes = new ArrayList<>();
        namespaces.forEach(namespace -> scopes.add(all.inNamespace(namespace)));
        return scopes;
    }
}
