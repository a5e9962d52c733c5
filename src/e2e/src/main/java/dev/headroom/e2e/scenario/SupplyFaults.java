// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.e2e.cluster.Karpenter;
import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.report.RowCollector;
import dev.headroom.lab.engine.ShippedEngines;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes and pods that do not come, or go. */
@DisplayName("faults")
@ExtendWith(ClusterParameter.class)
final class SupplyFaults {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int NEVER = 3600;
    private static final int MANY_GPUS = 40;
    private static final int FEW_GPUS = 3;
    private static final double FAR_TOO_MUCH = 30;

    private static Installed installed;

    @BeforeAll
    static void install(RealCluster cluster) throws Exception {
        installed = Installed.onto(cluster, List.of());
    }

    @BeforeEach
    void begin(RealCluster cluster) {
        anyNode(cluster);
    }

    @AfterAll
    static void anyNode(RealCluster cluster) {
        Karpenter.pool(cluster.client(), 5, MANY_GPUS);
        awaitNoNode(cluster);
    }

    @Test
    @DisplayName("a node is deleted: its pod comes back elsewhere, and nothing more is asked for")
    void nodeIsDeleted(RealCluster cluster, TestReporter reporter) throws Exception {
        try (Settled settled = Settled.with(cluster, "bereft", 18)) {
            int before = settled.wanted();
            Pod bereft = pods(cluster, "bereft").get(0);
            cluster.client().nodes().withName(bereft.getSpec().getNodeName()).delete();
            var wanted = settled.watch(60);
            Patience.until(
                    "the pod is gone and all replicas are ready again",
                    PATIENCE,
                    () -> pods(cluster, "bereft").stream().noneMatch(pod -> isSame(pod, bereft))
                            && settled.serving().workload().ready() >= before);
            reporter.publishEntry(RowCollector.MEASURED, Settled.text(wanted) + ", " + before + " before");
            assertThat(wanted.getMin()).isGreaterThanOrEqualTo(before);
            assertThat(wanted.getMax()).isLessThanOrEqualTo(before + 2);
        }
    }

    @Test
    @DisplayName("a node never registers: the plan says which pod waits, and does not grow with time")
    void nodeNeverRegisters(RealCluster cluster, TestReporter reporter) throws Exception {
        Karpenter.pool(cluster.client(), NEVER, MANY_GPUS);
        String because = becauseAfter(cluster, new DeployedWorkload.Shape("nodeless", 2, 8, 5), "waits_for_node");
        reporter.publishEntry(RowCollector.MEASURED, because);
    }

    @Test
    @DisplayName("the NodePool is at its limit: the answer stays at what it can hold, and says so")
    void poolIsFull(RealCluster cluster, TestReporter reporter) throws Exception {
        Karpenter.pool(cluster.client(), 5, FEW_GPUS);
        Collectors.gateway(cluster);
        // More than so few replicas carry: they ask for about six.
        try (Serving serving = Serving.begun(
                cluster, new DeployedWorkload.Shape("crowded", 1, 20, 5), ShippedEngines.named("h100-llama-8b"))) {
            serving.users(Settled.INPUT_TOKENS, Settled.OUTPUT_TOKENS, second -> FAR_TOO_MUCH);
            PlanPage plans = new PlanPage(installed, serving.workload().name());
            Patience.until("the plan names the room", PATIENCE, () -> plans.hasReason("cluster_room"));
            var answers = plans.answersFor(30);
            reporter.publishEntry(RowCollector.MEASURED, "answers " + answers + ": " + plans.sentence("cluster_room"));
            assertThat(answers).containsExactly(FEW_GPUS);
        }
    }

    @Test
    @DisplayName("pods never become Ready: the answer stays, however long they load")
    void podsNeverBecomeReady(RealCluster cluster, TestReporter reporter) throws Exception {
        try (DeployedWorkload workload =
                DeployedWorkload.created(cluster, new DeployedWorkload.Shape("stuck", 2, 8, NEVER))) {
            PlanPage plans = new PlanPage(installed, workload.name());
            Patience.until("the pods are placed", PATIENCE, () -> placed(cluster, workload.name()) == 2);
            var seen = plans.answersFor(60);
            reporter.publishEntry(
                    RowCollector.MEASURED,
                    "answers " + seen + " for 60 s with 2 pods that are not Ready: " + plans.because());
            assertThat(seen).hasSize(1).containsExactly(2);
        }
    }

    private static String becauseAfter(RealCluster cluster, DeployedWorkload.Shape shape, String code)
            throws Exception {
        try (DeployedWorkload workload = DeployedWorkload.created(cluster, shape)) {
            PlanPage plans = new PlanPage(installed, workload.name());
            Patience.until("the plan has the reason " + code, PATIENCE, () -> plans.hasReason(code));
            var answers = plans.answersFor(45);
            assertThat(answers).hasSize(1);
            return "answers " + answers + ": " + plans.sentence(code);
        }
    }

    private static List<Pod> pods(RealCluster cluster, String name) {
        return cluster.client()
                .pods()
                .inNamespace(DeployedWorkload.NAMESPACE)
                .withLabel("app.kubernetes.io/name", name)
                .list()
                .getItems();
    }

    /**
     * Empty nodes of earlier workloads would take the pods, and count as room; so would claims that never become nodes. Karpenter itself
     * ends a tenth of the nodes at a time (the default budget of a NodePool): minutes for a fleet.
     */
    private static void awaitNoNode(RealCluster cluster) {
        var claims = cluster.client().genericKubernetesResources("karpenter.sh/v1", "NodeClaim");
        var nodes = cluster.client().nodes().withLabel("karpenter.sh/nodepool", Karpenter.POOL);
        var pods = cluster.client().pods().inNamespace(DeployedWorkload.NAMESPACE);
        // For each of them Karpenter would claim another node.
        Patience.until(
                "pods of earlier workloads are gone",
                PATIENCE,
                () -> pods.list().getItems().isEmpty());
        claims.delete();
        Patience.until(
                "empty nodes and their claims are gone",
                PATIENCE,
                () -> claims.list().getItems().isEmpty()
                        && nodes.list().getItems().isEmpty());
    }

    private static boolean isSame(Pod one, Pod other) {
        return one.getMetadata().getUid().equals(other.getMetadata().getUid());
    }

    private static long placed(RealCluster cluster, String name) {
        return pods(cluster, name).stream()
                .filter(pod -> pod.getSpec().getNodeName() != null)
                .count();
    }
}
