// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.e2e.cluster.Karpenter;
import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.report.RowCollector;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
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

    private static Installed installed;

    @BeforeAll
    static void install(RealCluster cluster) throws Exception {
        installed = Installed.onto(cluster, List.of());
    }

    @BeforeEach
    @AfterEach
    void anyNode(RealCluster cluster) {
        Karpenter.pool(cluster.client(), 5, MANY_GPUS);
    }

    @Test
    @DisplayName("a node is deleted: its pod comes back elsewhere, and nothing more is asked for")
    void nodeIsDeleted(RealCluster cluster, TestReporter reporter) throws Exception {
        try (Settled settled = Settled.with(cluster, "bereft", 18)) {
            int before = settled.wanted();
            Node node = cluster.client()
                    .nodes()
                    .withLabel("karpenter.sh/nodepool", Karpenter.POOL)
                    .list()
                    .getItems()
                    .get(0);
            cluster.client().resource(node).delete();
            var wanted = settled.watch(60);
            Patience.until(
                    "all replicas are ready again",
                    PATIENCE,
                    () -> settled.serving().workload().ready() >= before);
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
        int nodes = cluster.client()
                .nodes()
                .withLabel("karpenter.sh/nodepool", Karpenter.POOL)
                .list()
                .getItems()
                .size();
        Karpenter.pool(cluster.client(), 5, nodes + 2);
        try (DeployedWorkload workload =
                DeployedWorkload.created(cluster, new DeployedWorkload.Shape("crowded", 6, 8, 5))) {
            PlanPage plans = new PlanPage(installed, workload.name());
            Patience.until("the plan names the room", PATIENCE, () -> plans.hasReason("cluster_room"));
            reporter.publishEntry(RowCollector.MEASURED, plans.because());
            assertThat(workload.wanted()).isLessThanOrEqualTo(6);
        }
    }

    @Test
    @DisplayName("pods never become Ready: the plan calls them stuck, and replaces no more than there are")
    void podsNeverBecomeReady(RealCluster cluster, TestReporter reporter) throws Exception {
        try (DeployedWorkload workload =
                DeployedWorkload.created(cluster, new DeployedWorkload.Shape("stuck", 2, 8, NEVER))) {
            PlanPage plans = new PlanPage(installed, workload.name());
            // The service calls a start stuck after a multiple of the assumed lead time, which takes longer than a run.
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

    private static long placed(RealCluster cluster, String name) {
        return cluster
                .client()
                .pods()
                .inNamespace(DeployedWorkload.NAMESPACE)
                .withLabel("app.kubernetes.io/name", name)
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getSpec().getNodeName() != null)
                .count();
    }
}
