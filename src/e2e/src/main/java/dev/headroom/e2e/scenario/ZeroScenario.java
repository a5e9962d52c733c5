// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.e2e.cluster.ClusterAccess;
import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.report.RowCollector;
import dev.headroom.e2e.serving.ModelServers;
import dev.headroom.proto.telemetry.RequestTelemetry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** From zero and back, among many that sleep. */
@DisplayName("zero")
@ExtendWith(ClusterParameter.class)
@TestMethodOrder(OrderAnnotation.class)
final class ZeroScenario {
    private static final int WOKEN = 100;
    private static final int COOLDOWN_SECONDS = 30;
    private static final long SEED = 20_261_203;
    private static final long P99_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Headroom calls a workload idle after a minute; KEDA's cooldown follows. */
    private static final Duration TO_ZERO = Duration.ofSeconds(120 + COOLDOWN_SECONDS);

    /** Longer than from the last replica's end to its last sign of life. */
    private static final Duration STAY = Duration.ofSeconds(100);

    private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(2);
    private static Crowd crowd;
    private static @Nullable ModelServers servers;
    private static SharedIndexInformer<Deployment> deployments;
    private static final Map<String, Long> SCALED_AT = new ConcurrentHashMap<>();

    @BeforeAll
    static void gather(ClusterAccess cluster) throws Exception {
        Assumptions.assumeTrue(
                cluster.bootstrapServers().isPresent(),
                "--bootstrap-servers does not say where this machine finds Kafka");
        Installed installed = Installed.onto(cluster, List.of());
        if (cluster instanceof RealCluster own) {
            Collectors.gateway(own);
            servers = Crowd.servers(own, TIMER);
        }
        crowd = Crowd.created(cluster, COOLDOWN_SECONDS);
        KubernetesClient client = cluster.client();
        deployments = client.apps().deployments().inNamespace(Crowd.NAMESPACE).inform(new Noting());
        crowd.awaitStreams(installed);
        Patience.until(
                "the last workload has a plan",
                PATIENCE,
                () -> installed.get(installed.replicas().get(0), "/workloads").contains(Crowd.name(Crowd.SIZE - 1)));
    }

    @AfterAll
    static void leave() {
        if (servers != null) {
            servers.close();
        }
        if (crowd != null) {
            crowd.close();
            deployments.close();
            TIMER.shutdownNow();
        }
    }

    @Test
    @Order(1)
    @DisplayName("with 300 ScaledObjects, a request in Kafka scales its Deployment within 500 ms (p99)")
    void wakes(ClusterAccess cluster, TestReporter reporter) throws Exception {
        List<String> names = new ArrayList<>(Crowd.names());
        Random chance = new Random(SEED);
        Collections.shuffle(names, chance);
        List<Long> millis = new ArrayList<>();
        try (AdmittingGateway gateway =
                new AdmittingGateway(cluster.bootstrapServers().orElseThrow(), cluster.requestsTopic())) {
            for (String name : names.subList(0, WOKEN)) {
                // The rounds of planning have a rhythm; requests have none.
                TimeUnit.MILLISECONDS.sleep(chance.nextInt(700));
                assertThat(SCALED_AT).as("workloads before their requests").doesNotContainKey(name);
                long begin = System.nanoTime();
                RequestTelemetry request = gateway.admitted(Crowd.NAMESPACE, name);
                Awaitility.await(name + " is scaled")
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(5))
                        .atMost(PATIENCE)
                        .until(() -> SCALED_AT.containsKey(name));
                millis.add(TimeUnit.NANOSECONDS.toMillis(SCALED_AT.getOrDefault(name, begin) - begin));
                // One that never ends would keep its workload awake.
                gateway.completed(request);
            }
        }
        assertThat(SCALED_AT).as("workloads that woke").hasSize(WOKEN);
        Collections.sort(millis);
        long p99 = millis.get((int) Math.ceil(0.99 * WOKEN) - 1);
        reporter.publishEntry(
                RowCollector.MEASURED,
                WOKEN + " wakes: median " + millis.get(WOKEN / 2) + " ms, p99 " + p99 + " ms, slowest "
                        + millis.get(WOKEN - 1) + " ms");
        assertThat(p99).isLessThanOrEqualTo(P99_MILLIS);
    }

    @Test
    @Order(2)
    @DisplayName("a woken workload stays while requests come for longer than the cooldown")
    void staysAwake(ClusterAccess cluster, TestReporter reporter) throws Exception {
        String name = Crowd.name(0);
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        try (AdmittingGateway gateway =
                new AdmittingGateway(cluster.bootstrapServers().orElseThrow(), cluster.requestsTopic())) {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(4L * COOLDOWN_SECONDS);
            gateway.completed(gateway.admitted(Crowd.NAMESPACE, name));
            Patience.until(name + " is awake", PATIENCE, () -> replicas(cluster, name) > 0);
            Awaitility.await("requests for four cooldowns")
                    .pollInterval(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(5L * COOLDOWN_SECONDS))
                    .until(() -> {
                        gateway.completed(gateway.admitted(Crowd.NAMESPACE, name));
                        seen.add(replicas(cluster, name));
                        return System.nanoTime() > until;
                    });
        }
        reporter.publishEntry(
                RowCollector.MEASURED,
                "at least " + Collections.min(seen) + " replica for " + 4 * COOLDOWN_SECONDS
                        + " s of requests, cooldown " + COOLDOWN_SECONDS + " s");
        assertThat(seen).allMatch(replicas -> replicas > 0);
    }

    @Test
    @Order(3)
    @DisplayName("all go back to zero when the requests end, and stay there")
    void goesBack(ClusterAccess cluster, TestReporter reporter) {
        long begin = System.nanoTime();
        Patience.until(
                "no workload has a replica", TO_ZERO, () -> awake(cluster).isEmpty());
        long back = System.nanoTime();
        SCALED_AT.clear();
        Patience.during(STAY, () -> true);
        reporter.publishEntry(
                RowCollector.MEASURED,
                "all " + Crowd.SIZE + " at zero " + TimeUnit.NANOSECONDS.toSeconds(back - begin)
                        + " s after the last request; " + SCALED_AT.size() + " woke within " + STAY.toSeconds() + " s");
        assertThat(SCALED_AT).isEmpty();
    }

    private static List<String> awake(ClusterAccess cluster) {
        return cluster.client().apps().deployments().inNamespace(Crowd.NAMESPACE).list().getItems().stream()
                .filter(deployment -> deployment.getSpec().getReplicas() > 0)
                .map(deployment -> deployment.getMetadata().getName())
                .toList();
    }

    private static int replicas(ClusterAccess cluster, String name) {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace(Crowd.NAMESPACE)
                .withName(name)
                .require()
                .getSpec()
                .getReplicas();
    }

    private static final class Noting implements ResourceEventHandler<Deployment> {
        @Override
        public void onAdd(Deployment deployment) {
            note(deployment);
        }

        @Override
        public void onUpdate(Deployment before, Deployment deployment) {
            note(deployment);
        }

        @Override
        public void onDelete(Deployment deployment, boolean lastStateUnknown) {
            // Nothing to note.
        }

        private static void note(Deployment deployment) {
            if (deployment.getSpec().getReplicas() > 0) {
                SCALED_AT.putIfAbsent(deployment.getMetadata().getName(), System.nanoTime());
            }
        }
    }
}
