// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.cycle.CurrentReplicas;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.KnownPod;
import dev.headroom.scaler.cycle.PodRegister;
import dev.headroom.scaler.cycle.RunningReplicas;
import dev.headroom.scaler.cycle.TriggerPostures;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.doctor.ScalingSight;
import dev.headroom.scaler.doctor.WatchTrouble;
import dev.headroom.scaler.edge.files.DirectoryWatch;
import dev.headroom.scaler.edge.files.DocumentDirectory;
import dev.headroom.scaler.edge.kubernetes.ClusterWatch;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.scaler.supply.ReplicaSource;
import dev.headroom.scaler.supply.StatedLimits;
import dev.headroom.scaler.supply.StuckListener;
import dev.headroom.scaler.supply.Surroundings;
import dev.headroom.scaler.supply.SurroundingsSource;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Pods;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The source of documents: a directory where one is set, else the cluster; and further facts of the cluster, where there is one. */
@ApplicationScoped
public class DocumentsWiring implements CurrentReplicas {
    private static final Logger LOG = Logger.getLogger(DocumentsWiring.class);

    private final HeadroomSettings settings;
    private final DocumentLibrary library;
    private final InstantSource clock;
    private final Instance<KubernetesClient> client;
    private @Nullable AutoCloseable watch;
    private final Map<ScaleTarget, List<KnownPod>> toldEarly = new HashMap<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile @Nullable ClusterWatch cluster;

    /** Called by CDI. */
    public DocumentsWiring(
            HeadroomSettings settings,
            DocumentLibrary library,
            InstantSource clock,
            Instance<KubernetesClient> client) {
        this.settings = settings;
        this.library = library;
        this.clock = clock;
        this.client = client;
    }

    @Override
    public OptionalInt of(ScaleTarget target) {
        ClusterWatch watched = cluster;
        return watched == null ? OptionalInt.empty() : watched.currentReplicas().of(target);
    }

    /** The running replicas of the scale targets. */
    @Produces
    @Singleton
    RunningReplicas runningReplicas() {
        return target -> {
            ClusterWatch watched = cluster;
            return watched == null
                    ? Optional.empty()
                    : watched.runningReplicas().of(target);
        };
    }

    /** The replicas of the scale targets. */
    @Produces
    @Singleton
    ReplicaSource replicaSight() {
        return new ReplicaSource() {
            @Override
            public Optional<List<Replica>> of(ScaleTarget target) {
                return sight().of(target);
            }

            @Override
            public StatedLimits templateOf(ScaleTarget target) {
                return sight().templateOf(target);
            }

            private ReplicaSource sight() {
                ClusterWatch watched = cluster;
                return watched == null ? ReplicaSource.UNKNOWN : watched.replicaSight();
            }
        };
    }

    /** Reports starts that are stuck, on the scale target where there is a cluster. */
    @Produces
    @Singleton
    StuckListener stuckStarts() {
        return (target, stuck) -> {
            ClusterWatch watched = cluster;
            if (watched != null) {
                watched.stuckStarts().stuck(target, stuck);
            }
        };
    }

    /** Limits of the cluster and of KEDA. */
    @Produces
    @Singleton
    SurroundingsSource surroundings() {
        return new SurroundingsSource() {
            @Override
            public Optional<Surroundings.Room> roomFor(ScaleTarget target) {
                return sight().roomFor(target);
            }

            @Override
            public Optional<Surroundings.Scaling> scalingOf(WorkloadKey workload, Optional<ScaleTarget> target) {
                return sight().scalingOf(workload, target);
            }

            private SurroundingsSource sight() {
                ClusterWatch watched = cluster;
                return watched == null ? SurroundingsSource.UNKNOWN : watched.surroundings();
            }
        };
    }

    /** Most accelerators of a node that runs a pod of the target; empty where there is no cluster. */
    OptionalInt devicesPerNode(ScaleTarget target) {
        ClusterWatch watched = cluster;
        return watched == null ? OptionalInt.empty() : watched.devicesPerNode(target);
    }

    /** Postures that triggers ask for, as {@link TriggerPostures#of}. */
    List<Optional<Posture>> postures(WorkloadKey workload, Optional<ScaleTarget> target) {
        ClusterWatch watched = cluster;
        return watched == null
                ? TriggerPostures.NONE.of(workload, target)
                : watched.postures().of(workload, target);
    }

    /** Files must have been read once; the cluster's documents are waited for elsewhere, for a limited time. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck policiesReadiness() {
        return () -> HealthCheckResponse.named("policies")
                .status(settings.policies().directory().isEmpty() || library.loaded())
                .withData("complete", library.complete())
                .build();
    }

    /** Reports a decision on its ScaledObject, where there is a cluster. */
    void decided(Decision decision) {
        ClusterWatch watched = cluster;
        if (watched != null) {
            watched.scaledObjectEvents().accept(decision);
        }
    }

    /** Reports faulty policies on their ScaledObjects, where there is a cluster. */
    void roundOver(Instant now) {
        ClusterWatch watched = cluster;
        if (watched != null) {
            watched.scaledObjectEvents().roundOver(now);
        }
    }

    /** The kinds of objects that cannot be seen; none where there is no cluster. */
    List<WatchTrouble> troubles() {
        ClusterWatch watched = cluster;
        return watched == null ? List.of() : watched.troubles();
    }

    /** ScaledObjects and HPAs, asked for now; nothing where there is no cluster. */
    ScalingSight scalingNow() {
        ClusterWatch watched = cluster;
        return watched == null ? ScalingSight.NOTHING : watched.scalingNow();
    }

    /** Finds a pod, as {@link Pods#find}. */
    Optional<Pods.Pod> find(PodReference reference, Optional<String> namespace, Instant when) {
        ClusterWatch watched = cluster;
        return watched == null ? Optional.empty() : watched.pods().find(reference, namespace, when);
    }

    /** Says that several policies claim a model, in the log and on their ConfigMaps where there are any. */
    boolean ambiguous(String namespace, String model, List<WorkloadKey> claimants) {
        ClusterWatch watched = cluster;
        boolean taken = watched == null || watched.ambiguities().ambiguous(namespace, model, claimants);
        if (taken) {
            LOG.warnf("model is ambiguous namespace=%s model=%s policies=%s", namespace, model, claimants);
        }
        return taken;
    }

    /** The pods that the replicas of the service share; pods that were learned before the cluster was connected wait for it. */
    PodRegister podRegister() {
        return new PodRegister() {
            @Override
            public Map<ScaleTarget, List<KnownPod>> known() {
                ClusterWatch watched = cluster;
                return watched == null ? Map.of() : watched.podRegister().known();
            }

            @Override
            public void learn(ScaleTarget target, List<KnownPod> pods) {
                learnPods(target, pods);
            }
        };
    }

    private synchronized void learnPods(ScaleTarget target, List<KnownPod> pods) {
        ClusterWatch watched = cluster;
        if (watched == null) {
            toldEarly.put(target, pods);
        } else {
            watched.podRegister().learn(target, pods);
        }
    }

    private synchronized void seeThrough(ClusterWatch watched) {
        cluster = watched;
        toldEarly.forEach(watched.podRegister()::learn);
        toldEarly.clear();
    }

    /** Waits until the pods are known or clearly cannot be. */
    boolean awaitPods(Duration atMost) throws InterruptedException {
        if (!started.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        ClusterWatch watched = cluster;
        return watched == null || watched.awaitPods(atMost);
    }

    void start(@Observes StartupEvent event) {
        if (settings.policies().directory().isPresent()) {
            watchDirectory(Path.of(settings.policies().directory().get()));
        } else {
            watchCluster();
        }
        started.countDown();
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        if (watch != null) {
            watch.close();
        }
    }

    private void watchDirectory(Path directory) {
        LOG.infof("documents from directory=%s", directory);
        library.readFromFiles();
        DirectoryWatch files = new DirectoryWatch(new DocumentDirectory(directory, library));
        files.start(settings.policies().lookEvery());
        watch = files;
    }

    private void watchCluster() {
        List<String> namespaces = settings.policies().namespaces().orElse(List.of());
        LOG.infof(
                "documents from ConfigMaps namespaces=%s", namespaces.isEmpty() ? "all" : String.join(",", namespaces));
        ClusterWatch.Scope scope = new ClusterWatch.Scope(
                namespaces,
                settings.feed().replay(),
                settings.cluster().nodeLabelPrefixes(),
                settings.cluster().heldByNodePools());
        ClusterWatch watched = new ClusterWatch(client.get(), scope, library, clock);
        watched.start();
        seeThrough(watched);
        watch = watched;
    }
}
