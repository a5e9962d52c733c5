// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.e2e.cluster.Applied;
import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.process.OneShot;
import dev.headroom.e2e.report.RowCollector;
import dev.headroom.e2e.serving.ModelServers;
import dev.headroom.e2e.serving.SimulatedServer;
import dev.headroom.e2e.serving.SpanSender;
import dev.headroom.e2e.serving.Users;
import dev.headroom.lab.engine.ShippedEngines;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person who has KEDA, Kafka and a model server that runs, and wants advice. */
@DisplayName("init")
@ExtendWith(ClusterParameter.class)
final class InitScenario {
    private static final String NAME = "newcomer";
    private static final String SHIPPED_NAME = "llama-3-8b";
    private static final int REPLICAS = 2;
    private static final int READY_SECONDS = 5;
    private static final double RATE = 8;
    private static final int INPUT_TOKENS = 500;
    private static final int OUTPUT_TOKENS = 200;
    /** The HPA looks every 5 s here. */
    private static final Duration SEVERAL_LOOKS = Duration.ofSeconds(20);

    private static final Duration MOST = Duration.ofMinutes(10);
    private static final long SEED = 20_261_206;

    @Test
    @DisplayName(
            "from helm install to the first advice within 10 minutes: ./headroom init, and the commands that it wrote")
    void advises(RealCluster cluster, TestReporter reporter) throws Exception {
        cluster.room(40);
        Deployment deployment = running(cluster);
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
        SimulatedServer.Clock clock = SimulatedServer.Clock.startedNow();
        try (ModelServers servers = servers(cluster, clock, timer);
                Users users = new Users(
                        servers::ready,
                        new Users.Load(NAME, INPUT_TOKENS, OUTPUT_TOKENS, second -> RATE, clock),
                        timer,
                        SEED)) {
            Patience.until(
                    "users get answers",
                    Duration.ofMinutes(3),
                    () -> !users.lived().isEmpty());
            JsonNode plan = adviceFromNothing(cluster, clock, reporter);
            assertThat(plan.path("answer").asInt()).isEqualTo(REPLICAS);
            Patience.until("KEDA's HPA has had an answer", MOST, () -> hasAnswer(cluster));
            Patience.during(
                    SEVERAL_LOOKS,
                    () -> assertThat(cluster.client()
                                    .resource(deployment)
                                    .require()
                                    .getSpec()
                                    .getReplicas())
                            .as("an advice moves no replica")
                            .isEqualTo(REPLICAS));
        } finally {
            remove(cluster, deployment);
            timer.shutdownNow();
        }
    }

    /** What a person does, step by step. */
    private static JsonNode adviceFromNothing(RealCluster cluster, SimulatedServer.Clock clock, TestReporter reporter)
            throws Exception {
        double begin = clock.now();
        Installed installed = Installed.onto(cluster, List.of());
        Collectors.gateway(cluster);
        double ready = clock.now();
        Path folder = proposals(cluster);
        List<String> commands = commandsIn(folder.resolve("README.md"));
        as(cluster, folder).output(List.of("sh", "-euc", String.join("\n", commands)));
        double applied = clock.now();
        JsonNode plan = firstAdvice(installed);
        double advised = clock.now();
        reporter.publishEntry(
                RowCollector.MEASURED,
                String.format(
                        Locale.ROOT,
                        "%.0f s: Headroom and Collectors %.0f, init and %d commands %.0f, advice %.0f: %s",
                        advised - begin,
                        ready - begin,
                        commands.size(),
                        applied - ready,
                        advised - applied,
                        plan.path("because").asText()));
        assertThat(advised - begin).isLessThan((double) MOST.toSeconds());
        return plan;
    }

    private static void remove(RealCluster cluster, Deployment deployment) {
        cluster.client()
                .genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace(DeployedWorkload.NAMESPACE)
                .withName(NAME)
                .delete();
        cluster.client().resource(deployment).delete();
        cluster.client()
                .configMaps()
                .inNamespace(DeployedWorkload.NAMESPACE)
                .withName(NAME)
                .delete();
    }

    /** The shipped server before anybody thought of Headroom: no label, no policy, no ScaledObject. */
    private static Deployment running(RealCluster cluster) throws IOException {
        String yaml = Files.readString(cluster.home().resolve("deploy/collector/vllm.yaml"))
                .replace(SHIPPED_NAME, NAME)
                .replace("        headroom.dev/metrics-port: http\n", "");
        Deployment deployment =
                (Deployment) Applied.objects(cluster.client(), yaml).get(0);
        cluster.standIn(deployment, READY_SECONDS);
        deployment.getSpec().setReplicas(REPLICAS);
        return cluster.client().resource(deployment).forceConflicts().serverSideApply();
    }

    private static ModelServers servers(
            RealCluster cluster, SimulatedServer.Clock clock, ScheduledExecutorService timer) {
        SimulatedServer.Kind kind = new SimulatedServer.Kind(ShippedEngines.named("h100-llama-8b"), NAME, clock, timer);
        HttpClient http = HttpClient.newHttpClient();
        Instant begun = Instant.now();
        return new ModelServers(
                cluster.client(),
                DeployedWorkload.NAMESPACE,
                NAME,
                pod -> new SimulatedServer(
                        kind, pod, new SpanSender(http, () -> Collectors.spansUrl(cluster), pod, begun)));
    }

    private static boolean hasAnswer(RealCluster cluster) {
        HorizontalPodAutoscaler hpa = cluster.client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(DeployedWorkload.NAMESPACE)
                .withName("keda-hpa-" + NAME)
                .get();
        return hpa != null
                && hpa.getStatus() != null
                && hpa.getStatus().getCurrentMetrics().stream()
                        .anyMatch(metric -> metric.getExternal() != null
                                && metric.getExternal().getCurrent().getAverageValue() != null);
    }

    /** Programs of a person who has kubectl and a kubeconfig. */
    private static OneShot as(RealCluster cluster, Path folder) {
        return OneShot.in(
                folder,
                Map.of(
                        "KUBECONFIG",
                        cluster.credentials().adminKubeconfig().toString(),
                        "PATH",
                        Path.of(cluster.kubectlPath()).getParent() + ":" + System.getenv("PATH")));
    }

    /** Runs the command as a person does. Its folder must not exist. */
    private static Path proposals(RealCluster cluster) {
        Path folder = cluster.place().folder("init").resolve("proposals");
        as(cluster, cluster.home())
                .output(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dheadroom.home=" + cluster.home(),
                        "-jar",
                        cluster.home()
                                .resolve("src/cli/target/headroom-cli.jar")
                                .toString(),
                        "init",
                        "-n",
                        DeployedWorkload.NAMESPACE,
                        "--out",
                        folder.toString()));
        return folder;
    }

    private static List<String> commandsIn(Path readme) throws IOException {
        return Files.readAllLines(readme).stream()
                .filter(line -> line.startsWith("kubectl "))
                .toList();
    }

    /** The first plan that rests on what users ask for. */
    private static JsonNode firstAdvice(Installed installed) throws IOException, InterruptedException {
        PlanPage page = new PlanPage(installed, NAME);
        Patience.until("the first advice", MOST, () -> {
            JsonNode telemetry = page.newest().path("telemetry");
            return telemetry.path("state").asText().equals("fresh")
                    && telemetry.path("arrivals").path("requestsPerSecond").asDouble() > RATE / 2;
        });
        return page.newest();
    }
}
