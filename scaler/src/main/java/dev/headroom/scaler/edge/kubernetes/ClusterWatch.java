// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.cycle.CurrentReplicas;
import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PodRegister;
import dev.headroom.scaler.cycle.RunningReplicas;
import dev.headroom.scaler.cycle.TriggerPostures;
import dev.headroom.scaler.doctor.ScalingSight;
import dev.headroom.scaler.doctor.WatchTrouble;
import dev.headroom.scaler.edge.kubernetes.Watches.Kind;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.scaler.supply.ReplicaSource;
import dev.headroom.scaler.supply.StatedLimits;
import dev.headroom.scaler.supply.StuckListener;
import dev.headroom.scaler.supply.Surroundings.Room;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.scaler.supply.SurroundingsSource;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.AmbiguityListener;
import dev.headroom.telemetry.attribute.Pods;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Watches the cluster for as long as the service runs; an unavailable API server is tried again for ever. */
public final class ClusterWatch implements AutoCloseable {
    private static final Kind CONFIG_MAPS = new Kind("configmaps", "SLO policies and serving profiles from ConfigMaps");
    private static final Kind PODS = new Kind("pods", "owners of pods and readiness of replicas");
    private static final Kind NODES = new Kind("nodes", "hardware classes and departing nodes");
    private static final Kind DEPLOYMENTS = new Kind("deployments.apps", "current replicas of Deployments");
    private static final Kind STATEFUL_SETS = new Kind("statefulsets.apps", "current replicas of StatefulSets");
    private static final Kind LEADER_WORKER_SETS = new Kind(
            "leaderworkersets.leaderworkerset.x-k8s.io",
            "replicas of LeaderWorkerSets (their pods are counted instead)");
    private static final Kind SCALED_OBJECTS = new Kind(
            "scaledobjects.keda.sh", "minimum, maximum, pause and tolerance of ScaledObjects, and Events on them");
    private static final Kind NODE_CLAIMS =
            new Kind("nodeclaims.karpenter.sh", "telling pods with a coming node from pods without capacity");
    private static final Kind NODE_POOLS =
            new Kind("nodepools.karpenter.sh", "limiting replicas to the room of NodePools");
    private static final Kind NODE_CLASSES =
            new Kind("ec2nodeclasses.karpenter.k8s.aws", "replacing replicas before their Capacity Block ends");

    private final KubernetesClient client;
    private final Scope scope;
    private final DocumentLibrary library;
    private final PodDirectory pods;
    private final NodeDirectory nodes;
    private final TemplateNeeds needs;
    private final Provisioners provisioners;
    private final NodePoolRoom room;
    private final ScaledObjects scaledObjects;
    private final AtomicBoolean nodesTried = new AtomicBoolean();
    private final ScaleTargetCounts counts;
    private final CountDownLatch podsTried;
    private final AtomicInteger podsUnlisted;
    private final Watches watches = new Watches();
    private final Sight poolsSeen = new Sight();
    private final Sight claimsSeen = new Sight();
    private final Sight nodesSeen = new Sight();
    private final Sight scaledObjectsSeen = new Sight();
    private final ExecutorService eventSender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "headroom-kubernetes-events");
        thread.setDaemon(true);
        return thread;
    });
    private final FaultEvents events;
    private final AmbiguityListener ambiguities;
    private final StuckListener stuckStarts;
    private final ScaledObjectEvents scaledObjectEvents;
    private final ScalingReader scalingReader;

    /** Whether objects of a kind are seen; a kind that is not watched yet has no visible objects. */
    private static final class Sight {
        private volatile Optional<Watches.Group> group = Optional.empty();

        void through(Watches.Group opened) {
            group = Optional.of(opened);
        }

        boolean isClear() {
            return group.filter(Watches.Group::isSeen).isPresent();
        }
    }

    /**
     * The scope of the watches.
     *
     * @param namespaces whose objects; empty for all
     * @param departedPodsKept how long a pod is remembered after it left: as long as its telemetry may still be read
     * @param nodeLabelPrefixes prefixes of the labels of node provisioners
     * @param heldByNodePools whether replicas are held at what NodePools allow
     */
    public record Scope(
            List<String> namespaces,
            Duration departedPodsKept,
            List<String> nodeLabelPrefixes,
            boolean heldByNodePools) {
        public Scope {
            namespaces = List.copyOf(namespaces);
            nodeLabelPrefixes = List.copyOf(nodeLabelPrefixes);
        }

        /** With the labels of Karpenter and of EKS Auto Mode. */
        public Scope(List<String> namespaces, Duration departedPodsKept) {
            this(namespaces, departedPodsKept, NodeLabels.DEFAULT.prefixes(), true);
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
        NodeLabels labels = new NodeLabels(scope.nodeLabelPrefixes());
        this.nodes = new NodeDirectory(labels);
        this.needs = new TemplateNeeds(labels);
        this.provisioners = new Provisioners(
                nodes,
                needs,
                labels,
                clock,
                new Provisioners.Seen(poolsSeen::isClear, claimsSeen::isClear, pods::pending));
        this.room = new NodePoolRoom(
                provisioners,
                nodes,
                needs,
                () -> scope.heldByNodePools() && poolsSeen.isClear() && nodesSeen.isClear());
        this.scaledObjects = new ScaledObjects(scaledObjectsSeen::isClear);
        this.events = new FaultEvents(client, clock, eventSender);
        this.ambiguities = new AmbiguousModelEvents(events, clock);
        this.stuckStarts = new StuckStartEvents(events, pods);
        this.scaledObjectEvents = new ScaledObjectEvents(events, scaledObjects, library);
        this.scalingReader = ScalingReader.of(
                scopesOf(scaledObjects()),
                scopesOf(generic("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true)));
    }

    /** Replicas of the scale targets that were seen. */
    public CurrentReplicas currentReplicas() {
        return counts;
    }

    /** Current pods and those that left recently. */
    public Pods pods() {
        return pods;
    }

    /** The pods of scale targets, for those who share them. */
    public PodRegister podRegister() {
        return pods;
    }

    /** The running replicas of the scale targets; unknown until all pods have been listed. */
    public RunningReplicas runningReplicas() {
        return pods;
    }

    /**
     * Replicas of the scale targets; unknown until all pods have been listed, and nodes have been or clearly cannot be: without
     * these, nothing is known of hardware.
     */
    public ReplicaSource replicaSight() {
        return new ReplicaSource() {
            @Override
            public Optional<List<Replica>> of(ScaleTarget target) {
                return nodesTried.get() ? pods.replicasOf(target, provisioners) : Optional.empty();
            }

            @Override
            public StatedLimits templateOf(ScaleTarget target) {
                return needs.limitsOf(target);
            }
        };
    }

    /** Most accelerators of a node that runs a pod of the target. */
    public OptionalInt devicesPerNode(ScaleTarget target) {
        return pods.devicesPerNode(target, nodes);
    }

    /** Limits of the cluster and of KEDA. */
    public SurroundingsSource surroundings() {
        return new SurroundingsSource() {
            @Override
            public Optional<Room> roomFor(ScaleTarget target) {
                return room.roomFor(target);
            }

            @Override
            public Optional<Scaling> scalingOf(WorkloadKey workload, Optional<ScaleTarget> target) {
                return scaledObjects.scalingOf(workload, target);
            }
        };
    }

    /** The postures that triggers of ScaledObjects ask for. */
    public TriggerPostures postures() {
        return scaledObjects::posturesOf;
    }

    /** The kinds of objects that cannot be seen now. */
    public List<WatchTrouble> troubles() {
        return watches.troubles();
    }

    /** ScaledObjects and HPAs, asked for now. Waits for the API server for a limited time. */
    public ScalingSight scalingNow() {
        return scalingReader.read();
    }

    /** Puts Events on ScaledObjects about the reasons why their workloads cannot keep their promise. */
    public ScaledObjectEvents scaledObjectEvents() {
        return scaledObjectEvents;
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
        watchScaleTargets();
        watchProvisioners();
        scaledObjectsSeen.through(watches.open(
                SCALED_OBJECTS, scopesOf(scaledObjects()), () -> generic(scaledObjects::put, scaledObjects::remove)));
    }

    @Override
    public void close() {
        watches.close();
        eventSender.shutdownNow();
    }

    private void watchDocuments() {
        AtomicInteger open = new AtomicInteger(DocumentKind.values().length * scope.parts());
        for (DocumentKind kind : DocumentKind.values()) {
            ConfigMapDocuments documents = new ConfigMapDocuments(kind, library, events);
            for (var configMaps : scopesOf(client.configMaps())) {
                SharedIndexInformer<ConfigMap> informer =
                        watches.openWhole(CONFIG_MAPS, configMaps.withLabel(DocumentKind.LABEL, kind.word()), () -> {});
                informer.addEventHandler(documents);
                // The handle is not kept: the informer retries by itself.
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
            // The handle is not kept: the informer retries by itself.
            var unused = watches.openSlim(PODS, some, store, countOnce).start().thenRun(() -> {
                podsUnlisted.decrementAndGet();
                countOnce.run();
            });
        }
    }

    private void watchNodes() {
        Runnable tried = () -> nodesTried.set(true);
        nodesSeen.through(watches.open(
                NODES, List.of(client.nodes()), () -> new SlimStore<>(Node::new, nodes::put, nodes::remove), tried));
    }

    private void watchScaleTargets() {
        ScaleTargets targets = new ScaleTargets(counts, needs, client.getKubernetesSerialization());
        var unused1 = watches.open(DEPLOYMENTS, scopesOf(client.apps().deployments()), targets::deployments);
        var unused2 = watches.open(STATEFUL_SETS, scopesOf(client.apps().statefulSets()), targets::statefulSets);
        var unused3 = watches.open(
                LEADER_WORKER_SETS,
                scopesOf(generic(
                        "leaderworkerset.x-k8s.io", "v1", ScaleTarget.LEADER_WORKER_SET, "leaderworkersets", true)),
                targets::leaderWorkerSets);
    }

    private void watchProvisioners() {
        poolsSeen.through(watches.open(
                NODE_POOLS,
                List.of(generic("karpenter.sh", "v1", "NodePool", "nodepools", false)),
                () -> generic(provisioners::putPool, provisioners::removePool)));
        claimsSeen.through(watches.open(
                NODE_CLAIMS,
                List.of(generic("karpenter.sh", "v1", "NodeClaim", "nodeclaims", false)),
                () -> generic(provisioners::putClaim, provisioners::removeClaim)));
        var unused = watches.open(
                NODE_CLASSES,
                List.of(generic("karpenter.k8s.aws", "v1", "EC2NodeClass", "ec2nodeclasses", false)),
                () -> generic(provisioners::putNodeClass, provisioners::removeNodeClass));
    }

    private static SlimStore<GenericKubernetesResource> generic(
            Consumer<GenericKubernetesResource> seen, Consumer<SlimStore.Name> gone) {
        return new SlimStore<>(GenericKubernetesResource::new, seen, gone);
    }

    /** By its full name, so that nothing has to be asked about it. */
    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            generic(String group, String version, String kind, String plural, boolean namespaced) {
        return client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(namespaced)
                .build());
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            scaledObjects() {
        return generic("keda.sh", "v1alpha1", ScaledObject.KIND, "scaledobjects", true);
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
