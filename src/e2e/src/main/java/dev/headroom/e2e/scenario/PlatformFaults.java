// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.cluster.PodProcesses.Running;
import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.report.RowCollector;
import dev.headroom.e2e.serving.Users;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** What may end around a fleet that stands still: none of it may move the fleet far, and none may stop it for long. */
@DisplayName("faults")
@ExtendWith(ClusterParameter.class)
@TestMethodOrder(OrderAnnotation.class)
final class PlatformFaults {
    private static final String NAME = "steady";
    private static final double RATE = 18;
    private static final Duration BACK = Duration.ofMinutes(2);

    private static Settled settled;
    private static int before;

    @BeforeAll
    static void settle(RealCluster cluster) throws Exception {
        settled = Settled.with(cluster, NAME, RATE);
    }

    @AfterAll
    static void close() {
        if (settled != null) {
            settled.close();
        }
    }

    @BeforeEach
    void standStill() {
        settled.awaitStill();
        before = settled.wanted();
    }

    @Test
    @Order(1)
    @DisplayName("the planning replica is killed: the other plans, and the fleet stands")
    void plannerIsKilled(RealCluster cluster, TestReporter reporter) throws Exception {
        Running planner = planner(cluster);
        planner.daemon().kill();
        IntSummaryStatistics wanted = settled.watch(40);
        Running other = planner(cluster);
        assertThat(other.pod().getMetadata().getName())
                .as("the planning replica")
                .isNotEqualTo(planner.pod().getMetadata().getName());
        planner.daemon().start();
        settled.installed().awaitReady(2);
        stands(wanted, reporter);
    }

    @Test
    @Order(2)
    @DisplayName("both replicas are gone for 45 s: the fleet stands, and KEDA asks again")
    void bothReplicasAreGone(RealCluster cluster, TestReporter reporter) throws Exception {
        List<Running> replicas = cluster.processes().of("headroom");
        replicas.forEach(replica -> replica.daemon().kill());
        IntSummaryStatistics wanted = settled.watch(45);
        replicas.forEach(replica -> replica.daemon().start());
        double back = settled.now();
        settled.installed().awaitReady(2);
        Patience.until("KEDA asks again", BACK, () -> calls() > 0);
        double asked = settled.now() - back;
        stands(wanted, reporter);
        reporter.publishEntry(RowCollector.MEASURED, "asked again " + Math.round(asked) + " s after their start");
    }

    @Test
    @Order(3)
    @DisplayName("KEDA is restarted: the fleet stands, and KEDA asks again")
    void kedaIsRestarted(RealCluster cluster, TestReporter reporter) throws Exception {
        cluster.keda().operator().kill();
        double before = calls();
        cluster.keda().operator().start();
        IntSummaryStatistics wanted = settled.watch(60);
        double asked = calls() - before;
        stands(wanted, reporter);
        reporter.publishEntry(RowCollector.MEASURED, Math.round(asked) + " calls within 60 s");
        assertThat(asked).isPositive();
    }

    @Test
    @Order(4)
    @DisplayName("the API server is unavailable for 2 min: afterwards the fleet is as before")
    void apiServerIsAway(RealCluster cluster, TestReporter reporter) {
        cluster.controlPlane().apiServer().kill();
        settled.watch(120);
        cluster.controlPlane().startApiServer();
        double back = settled.now();
        settled.awaitStill();
        IntSummaryStatistics wanted = settled.serving().record().wantedSince(back);
        reporter.publishEntry(RowCollector.MEASURED, Settled.text(wanted) + ", " + before + " before");
        assertThat(wanted.getMin()).isGreaterThanOrEqualTo(before);
        assertThat(wanted.getMax()).isLessThanOrEqualTo(most());
    }

    @Test
    @Order(7)
    @DisplayName("etcd is compacted: an edited policy still counts")
    void etcdIsCompacted(RealCluster cluster, TestReporter reporter) throws Exception {
        cluster.controlPlane().compact();
        cluster.controlPlane().apiServer().kill();
        cluster.controlPlane().startApiServer();
        cluster.controlPlane().compact();
        policy(cluster, "min: 1", "min: " + (before + 2));
        double begin = settled.now();
        Patience.until("the new minimum is in force", BACK, () -> settled.wanted() == before + 2);
        reporter.publishEntry(RowCollector.MEASURED, "in force after " + Math.round(settled.now() - begin) + " s");
        policy(cluster, "min: " + (before + 2), "min: 1");
        Patience.until("the old minimum is in force", Duration.ofMinutes(20), () -> settled.wanted() <= before);
    }

    @Test
    @Order(6)
    @DisplayName("the broker is killed on a settled fleet: both replicas answer alike, and the fleet stands")
    void brokerIsKilled(RealCluster cluster, TestReporter reporter) throws Exception {
        cluster.kafka().kill();
        Set<Long> answers = new TreeSet<>();
        IntSummaryStatistics wanted = watchAnswers(cluster, 40, answers);
        cluster.kafka().restart();
        settled.watch(20);
        reporter.publishEntry(RowCollector.MEASURED, "answers " + answers);
        stands(wanted, reporter);
        assertThat(answers).containsExactly((long) before);
    }

    @Test
    @Order(8)
    @DisplayName("the broker is killed 50 s after a rise: replicas agree, and the fleet does not grow further")
    void brokerIsKilledAfterARise(RealCluster cluster, TestReporter reporter) throws Exception {
        try (Users more = settled.serving().users(Settled.INPUT_TOKENS, Settled.OUTPUT_TOKENS, second -> 2 * RATE)) {
            settled.watch(50);
            int sent = more.lived().size();
            cluster.kafka().kill();
            // A plan may have been on its way to the broker.
            settled.watch(2);
            long atKill = answerNow(cluster);
            Set<Long> answers = new TreeSet<>();
            IntSummaryStatistics wanted = watchAnswers(cluster, 66, answers);
            cluster.kafka().restart();
            settled.watch(20);
            reporter.publishEntry(
                    RowCollector.MEASURED,
                    before + " before the rise of " + sent + " answers, " + atKill + " at the kill, then "
                            + Settled.text(wanted) + ", answers " + answers);
            assertThat(atKill).as("the rise before the kill").isGreaterThan(before);
            assertThat(answers).containsExactly(atKill);
            assertThat(wanted.getMax()).isLessThanOrEqualTo((int) atKill);
        }
    }

    @Test
    @Order(5)
    @DisplayName("the Collectors are killed for 40 s: the fleet does not shrink")
    void collectorIsKilled(RealCluster cluster, TestReporter reporter) {
        List<Running> collectors = Collectors.running(cluster);
        collectors.forEach(collector -> collector.daemon().kill());
        IntSummaryStatistics wanted = settled.watch(40);
        collectors.forEach(collector -> collector.daemon().start());
        settled.watch(30);
        stands(wanted, reporter);
    }

    private static Running planner(RealCluster cluster) throws Exception {
        for (Running replica : cluster.processes().of("headroom")) {
            if (replica.daemon().alive() && settled.installed().meter(replica.pod(), "headroom_plans_owner") == 1) {
                return replica;
            }
        }
        throw new AssertionError("no replica plans for all");
    }

    private static IntSummaryStatistics watchAnswers(RealCluster cluster, int seconds, Set<Long> answers) {
        double begin = settled.now();
        List<KedaCaller> callers = settled.installed().replicas().stream()
                .map(replica -> new KedaCaller(cluster.reach(replica, KedaCaller.PORT)))
                .toList();
        while (settled.now() < begin + seconds) {
            callers.forEach(caller -> answers.add(caller.answer(DeployedWorkload.NAMESPACE, NAME)));
            settled.watch(1);
        }
        callers.forEach(KedaCaller::close);
        return settled.serving().record().wantedSince(begin);
    }

    private static long answerNow(RealCluster cluster) {
        Pod replica = settled.installed().replicas().get(0);
        try (KedaCaller caller = new KedaCaller(cluster.reach(replica, KedaCaller.PORT))) {
            return caller.answer(DeployedWorkload.NAMESPACE, NAME);
        }
    }

    private static void stands(IntSummaryStatistics wanted, TestReporter reporter) {
        reporter.publishEntry(RowCollector.MEASURED, Settled.text(wanted) + ", " + before + " before");
        assertThat(wanted.getMin()).isGreaterThanOrEqualTo(before);
        assertThat(wanted.getMax()).isLessThanOrEqualTo(most());
    }

    /** One more than before may be right, for the load is random. */
    private static int most() {
        return before + 1;
    }

    private static double calls() throws Exception {
        double calls = 0;
        for (Pod replica : settled.installed().replicas()) {
            calls += settled.installed().meter(replica, "headroom_calls_total");
        }
        return calls;
    }

    private static void policy(RealCluster cluster, String old, String now) {
        cluster.client()
                .configMaps()
                .inNamespace(DeployedWorkload.NAMESPACE)
                .withName(NAME)
                .edit(policy -> {
                    policy.getData().computeIfPresent("policy.yaml", (key, text) -> text.replace(old, now));
                    return policy;
                });
    }
}
