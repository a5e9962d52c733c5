// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final long SEED = 20_261_206;
    private static final double NANOS_PER_SECOND = 1e9;

    @Test
    @DisplayName(
            "from helm install to the first advice within 10 minutes: ./headroom init, and the commands that it wrote")
    void advises(RealCluster cluster, TestReporter reporter) throws Exception {
        cluster.room(40);
        Deployment deployment = running(cluster);
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
        SimulatedServer.Clock clock = sinceNow();
        try (ModelServers servers = servers(cluster, timer);
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
            assertThat(plan.path("answer").asInt())
                    .as("an advice moves no replica")
                    .isEqualTo(REPLICAS);
            assertThat(cluster.client().resource(deployment).require().getSpec().getReplicas())
                    .isEqualTo(REPLICAS);
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
        commands.forEach(command -> run(cluster, folder, command));
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

    private static ModelServers servers(RealCluster cluster, ScheduledExecutorService timer) {
        SimulatedServer.Kind kind =
                new SimulatedServer.Kind(ShippedEngines.named("h100-llama-8b"), NAME, sinceNow(), timer);
        HttpClient http = HttpClient.newHttpClient();
        Instant begun = Instant.now();
        return new ModelServers(
                cluster.client(),
                DeployedWorkload.NAMESPACE,
                NAME,
                pod -> new SimulatedServer(
                        kind, pod, new SpanSender(http, () -> Collectors.spansUrl(cluster), pod, begun)));
    }

    private static SimulatedServer.Clock sinceNow() {
        long begin = System.nanoTime();
        return () -> (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    /** Runs the command as a person does. Its folder must not exist. */
    private static Path proposals(RealCluster cluster) {
        Path folder = cluster.place().folder("init").resolve("proposals");
        OneShot.in(
                        cluster.home(),
                        Map.of(
                                "KUBECONFIG",
                                cluster.credentials().adminKubeconfig().toString()))
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
        List<String> commands = new ArrayList<>();
        for (String line : Files.readAllLines(readme)) {
            if (line.startsWith("kubectl ")) {
                commands.add(line);
            }
        }
        return commands;
    }

    private static void run(RealCluster cluster, Path folder, String command) {
        OneShot.in(
                        folder,
                        Map.of(
                                "KUBECONFIG",
                                cluster.credentials().adminKubeconfig().toString()))
                .output(List.of((cluster.kubectlPath() + command.substring("kubectl".length())).split(" ")));
    }

    /** The first plan that rests on what users ask for. */
    private static JsonNode firstAdvice(Installed installed) {
        PlanPage page = new PlanPage(installed, NAME);
        List<JsonNode> advice = new ArrayList<>();
        Patience.until("the first advice", MOST, () -> {
            JsonNode plan = planOrNone(page);
            if (plan.path("telemetry").path("state").asText().equals("fresh")
                    && plan.path("telemetry")
                                    .path("arrivals")
                                    .path("requestsPerSecond")
                                    .asDouble()
                            > RATE / 2) {
                advice.add(plan);
            }
            return !advice.isEmpty();
        });
        return advice.get(0);
    }

    private static JsonNode planOrNone(PlanPage page) throws InterruptedException {
        try {
            return page.newest();
        } catch (IOException notYet) {
            return MissingNode.getInstance();
        }
    }
}
