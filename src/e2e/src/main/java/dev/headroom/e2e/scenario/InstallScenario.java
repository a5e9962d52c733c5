// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.e2e.cluster.Applied;
import dev.headroom.e2e.cluster.ClusterAccess;
import dev.headroom.e2e.cluster.Kubectl;
import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.report.RowCollector;
import dev.headroom.e2e.scenario.ShippedFiles.Rendered;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person applies first. */
@DisplayName("install")
@ExtendWith(ClusterParameter.class)
@TestMethodOrder(OrderAnnotation.class)
final class InstallScenario {
    private static final Duration GONE = Duration.ofSeconds(90);
    private static final List<String> ONE_NAMESPACE = List.of("rbac.scope=namespaces", "rbac.namespaces={llm}");

    @BeforeAll
    static void defineKinds(ClusterAccess cluster) throws IOException {
        cluster.defineKinds();
    }

    @Test
    @Order(1)
    @DisplayName("the API server accepts every chart with every file of values, every overlay and every manifest")
    void acceptsAllFiles(ClusterAccess cluster, TestReporter reporter) throws IOException {
        Installed installed = Installed.notYet(cluster);
        List<String> refused = new ArrayList<>();
        Set<String> leftOut = new TreeSet<>();
        int objects = 0;
        List<Rendered> files = new ShippedFiles(cluster.home(), installed.helm(), cluster.kubectl()).all();
        for (Rendered file : files) {
            for (HasMetadata object : Applied.objects(cluster.client(), file.yaml())) {
                if (!cluster.defines(object)) {
                    leftOut.add(object.getKind());
                    continue;
                }
                objects++;
                refusal(cluster, object).ifPresent(why -> refused.add(file.name() + ": " + why));
            }
        }
        reporter.publishEntry(
                RowCollector.MEASURED,
                files.size() + " files, " + objects + " objects; kinds left out: " + String.join(", ", leftOut));
        assertThat(refused).isEmpty();
    }

    @Test
    @Order(2)
    @DisplayName("helm installs it, and both replicas become ready")
    void installs(ClusterAccess cluster, TestReporter reporter) throws Exception {
        long begin = System.nanoTime();
        Installed installed = Installed.onto(cluster, List.of());
        reporter.publishEntry(
                RowCollector.MEASURED,
                installed.replicas().size() + " replicas ready after "
                        + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s");
    }

    @Test
    @Order(3)
    @DisplayName("helm test finds health, the topic of plans, valid policies, and KEDA's calls")
    void testsItself(ClusterAccess cluster, TestReporter reporter) throws Exception {
        Installed installed = Installed.onto(cluster, List.of());
        try (DeployedWorkload workload =
                DeployedWorkload.created(cluster, new DeployedWorkload.Shape("tested", 1, 4, 5))) {
            new KedaMetrics(cluster).awaitPolls(workload.name());
            List<String> findings = installed.helm().test().stream()
                    .filter(line -> line.startsWith("ok "))
                    .map(line -> line.substring("ok ".length()).strip())
                    .toList();
            for (String about : List.of("healthy", "topic of plans", "valid", "KEDA asks")) {
                assertThat(findings).as(about).anyMatch(finding -> finding.contains(about));
            }
            reporter.publishEntry(RowCollector.MEASURED, String.join(" ", findings));
        }
    }

    @Test
    @Order(4)
    @DisplayName("no call of KEDA fails during an upgrade with open streams")
    void upgradesWithoutAFailedCall(ClusterAccess cluster, TestReporter reporter) throws Exception {
        Installed installed = Installed.onto(cluster, List.of());
        try (DeployedWorkload workload =
                DeployedWorkload.created(cluster, new DeployedWorkload.Shape("upgraded", 1, 4, 5))) {
            KedaMetrics metrics = new KedaMetrics(cluster);
            metrics.awaitPolls(workload.name());
            long before = metrics.failures(workload.name());
            assertThat(streams(installed)).as("open streams").isPositive();
            installed.apply(List.of("settings.headroom\\.plan\\.dark-grace=PT4M"));
            installed.awaitRollout();
            long failed = metrics.failures(workload.name()) - before;
            reporter.publishEntry(RowCollector.MEASURED, failed + " failed calls in KEDA's log");
            assertThat(failed).isZero();
        }
    }

    @Test
    @Order(5)
    @DisplayName("with rights in the whole cluster, and in one namespace, no log says forbidden")
    void neverAsksForMoreThanItMay(ClusterAccess cluster, TestReporter reporter) throws Exception {
        Installed installed = Installed.onto(cluster, List.of());
        List<String> forbidden = new ArrayList<>();
        try (DeployedWorkload workload =
                DeployedWorkload.created(cluster, new DeployedWorkload.Shape("wide", 1, 4, 5))) {
            awaitPlan(installed, workload);
        }
        forbidden.addAll(forbidden(cluster, installed));
        installed.apply(ONE_NAMESPACE);
        installed.awaitRollout();
        try (DeployedWorkload workload =
                DeployedWorkload.created(cluster, new DeployedWorkload.Shape("narrow", 1, 4, 5))) {
            awaitPlan(installed, workload);
        }
        forbidden.addAll(forbidden(cluster, installed));
        reporter.publishEntry(RowCollector.MEASURED, forbidden.size() + " lines of logs say forbidden");
        assertThat(forbidden).isEmpty();
    }

    @Test
    @Order(6)
    @DisplayName("an uninstall leaves nothing")
    void leavesNothing(ClusterAccess cluster, TestReporter reporter) throws Exception {
        Installed installed = Installed.onto(cluster, List.of());
        installed.helm().uninstall();
        Kubectl kubectl = cluster.kubectl();
        String kinds = String.join(
                ",", kubectl.run("api-resources", "--verbs=list", "-o", "name").split("\n", -1));
        String listed = kinds.endsWith(",") ? kinds.substring(0, kinds.length() - 1) : kinds;
        List<String> left = new ArrayList<>();
        Patience.until("all objects of the release are gone", GONE, () -> {
            left.clear();
            left.addAll(kubectl.run("get", listed, "-A", "-l", "app.kubernetes.io/instance=headroom", "-o", "name")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList());
            return left.isEmpty();
        });
        reporter.publishEntry(RowCollector.MEASURED, left.size() + " objects left");
    }

    private static Optional<String> refusal(ClusterAccess cluster, HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        if (namespace != null) {
            cluster.namespace(namespace);
        }
        try {
            cluster.client().resource(object).dryRun().forceConflicts().serverSideApply();
            return Optional.empty();
        } catch (KubernetesClientException refusal) {
            return Optional.of(object.getKind() + " " + object.getMetadata().getName() + ": " + refusal.getMessage());
        }
    }

    private static void awaitPlan(Installed installed, DeployedWorkload workload) {
        Patience.until(
                "the workload has a plan",
                GONE,
                () -> installed.get(installed.replicas().get(0), "/workloads").contains(workload.name()));
    }

    private static double streams(Installed installed) throws Exception {
        double streams = 0;
        for (Pod replica : installed.replicas()) {
            streams += installed.meter(replica, "headroom_streams_open");
        }
        return streams;
    }

    private static List<String> forbidden(ClusterAccess cluster, Installed installed) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Pod replica : installed.replicas()) {
            cluster.log(replica).stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).contains("forbidden"))
                    .forEach(lines::add);
        }
        return lines;
    }
}
