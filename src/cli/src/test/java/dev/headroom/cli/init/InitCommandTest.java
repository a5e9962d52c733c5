// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cli.HeadroomCommand;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command against an API server that lists what a test has made. */
@EnableKubernetesMockClient(crud = true, https = false)
class InitCommandTest {
    private static final String KUBECONFIG = "kubeconfig";

    KubernetesMockServer server;
    KubernetesClient client;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path folder = Path.of("");

    @BeforeEach
    void nameTheServer() throws IOException {
        folder = directory.resolve("proposals");
        useServer("http://localhost:" + server.getPort());
    }

    @AfterEach
    void forgetTheServer() {
        System.clearProperty(KUBECONFIG);
    }

    @Test
    void aServerGetsAPolicyAScaledObjectAndALabel() throws IOException {
        make("chat", 3, vllm("vllm serve meta/llama --port=8001 --served-model-name chat chat-old"));

        assertThat(execute()).isZero();

        assertThat(out.toString())
                .contains("1 model server in all namespaces:")
                .contains("  llm/chat: Deployment, vLLM, model chat, chat-old, replicas today 3")
                .contains("Wrote 4 files to " + folder);
        SloPolicy policy = policy("llm/chat");
        assertThat(policy.terms().mode()).isEqualTo(Mode.ADVISE);
        assertThat(policy.workload().models()).isEqualTo(Set.of("chat", "chat-old"));
        assertThat(policy.workload().scaleTarget()).hasToString("Optional[llm/Deployment/chat]");
        assertThat(policy.replicas().min()).isEqualTo(1);
        assertThat(policy.replicas().max()).isEqualTo(6);
        GenericKubernetesResource scaled =
                Serialization.unmarshal(read("llm/chat/scaledobject.yaml"), GenericKubernetesResource.class);
        assertThat(scaled.getKind()).isEqualTo("ScaledObject");
        assertThat(scaled.<Object>get("spec", "scaleTargetRef", "name")).isEqualTo("chat");
        assertThat(scaled.<Object>get("spec", "maxReplicaCount")).isEqualTo(6);
        assertThat(scaled.<Object>get("spec", "triggers", 0, "metadata", "policy"))
                .isEqualTo("chat");
        assertThat(read("llm/chat/collector-labels.yaml"))
                .contains("headroom.dev/metrics-port: \"http\"")
                .contains("containerPort: 8001");
        assertThat(read("README.md"))
                .contains("kubectl apply -f llm/chat/slo-policy.yaml")
                .contains("kubectl -n llm patch deployment chat --patch-file llm/chat/collector-labels.yaml");
    }

    @ParameterizedTest
    @EnumSource
    void thePromiseIsThatOfTheClass(UseClass use) throws IOException {
        make("chat", 1, vllm("vllm serve meta/llama"));

        assertThat(execute("--class", use.word())).isZero();

        assertThat(policy("llm/chat").objectives())
                .extracting(Object::toString)
                .contains("ttft p95 <= " + millis(use.ttft()), "itl p95 <= " + use.itl());
    }

    @Test
    void nothingIsAppliedInTheCluster() throws IOException {
        make("chat", 1, vllm("vllm serve meta/llama"));
        String before = versions();

        execute();

        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void aTargetThatIsScaledAlreadyGetsNoSecondScaler() throws IOException {
        make("chat", 3, vllm("vllm serve meta/llama"));
        client.resource(new HorizontalPodAutoscalerBuilder()
                        .withNewMetadata()
                        .withNamespace("llm")
                        .withName("chat-hpa")
                        .endMetadata()
                        .withNewSpec()
                        .withMinReplicas(2)
                        .withMaxReplicas(9)
                        .withNewScaleTargetRef("apps/v1", "Deployment", "chat")
                        .endSpec()
                        .build())
                .create();

        assertThat(execute()).isZero();

        assertThat(folder.resolve("llm/chat/scaledobject.yaml")).doesNotExist();
        assertThat(policy("llm/chat").replicas().max()).isEqualTo(9);
        assertThat(read("README.md")).contains("The HorizontalPodAutoscaler chat-hpa scales this target from 2 to 9");
    }

    @Test
    void aServerInAShellOrBesideAnotherContainerIsFound() throws IOException {
        Container proxy = new ContainerBuilder()
                .withName("proxy")
                .withImage("envoyproxy/envoy:v1")
                .build();
        Container shell = new ContainerBuilder()
                .withName("server")
                .withImage("registry.example/own:1")
                .withCommand("sh", "-c", "nvidia-smi; exec vllm serve meta/llama --port 9000 && echo it ended")
                .build();
        make("chat", 1, proxy, shell);

        assertThat(execute()).isZero();

        assertThat(out.toString()).contains("llm/chat: Deployment, vLLM, model meta/llama");
        assertThat(read("README.md")).contains("Container server, image registry.example/own:1, port 9000.");
    }

    @Test
    void whatTheTemplateDoesNotSayIsSaid() throws IOException {
        make(
                "chat",
                0,
                new ContainerBuilder()
                        .withName("server")
                        .withImage("lmsysorg/sglang:v0.5")
                        .withArgs("--host", "0.0.0.0")
                        .build());

        assertThat(execute()).isZero();

        assertThat(out.toString()).contains("llm/chat: Deployment, SGLang, model unknown, replicas today 0");
        assertThat(read("README.md"))
                .contains("port 30000, by default.")
                .contains("The model's name is unknown")
                .contains("The container asks for no accelerator.");
        assertThat(policy("llm/chat").replicas().max()).isEqualTo(2);
    }

    @Test
    void theHelpListsTheClassesAsTheyAreTyped() {
        assertThat(HeadroomCommand.commandLine()
                        .getSubcommands()
                        .get("init")
                        .getUsageMessage()
                        .replaceAll("\\s+", " "))
                .contains("instant, conversational, interactive, deferred, batch (default: conversational)");
    }

    @Test
    void workloadsAreListedByName() throws IOException {
        make("chat-b", 1, vllm("vllm serve meta/b"));
        make("chat-a", 1, vllm("vllm serve meta/a"));

        assertThat(execute()).isZero();

        assertThat(out.toString()).containsSubsequence("llm/chat-a:", "llm/chat-b:");
    }

    @Test
    void withoutAModelServerNothingIsWritten() {
        make(
                "web",
                1,
                new ContainerBuilder().withName("web").withImage("nginx:1").build());

        assertThat(execute("-n", "llm")).isEqualTo(InitCommand.NOTHING_FOUND);

        assertThat(err.toString())
                .isEqualTo("headroom init: no Deployment or StatefulSet of namespace llm runs vLLM, SGLang or TGI,"
                        + " so nothing was written" + System.lineSeparator());
        assertThat(folder).doesNotExist();
    }

    @Test
    void aFolderThatExistsStaysAsItIs() throws IOException {
        Files.createDirectories(folder);

        assertThat(execute()).isEqualTo(2);

        assertThat(err.toString()).contains("--out must name a folder that does not exist, was '" + folder + "'");
    }

    @Test
    void aMissingRightIsNamed() {
        server.expect()
                .get()
                .withPath("/apis/apps/v1/deployments")
                .andReturn(
                        403, new StatusBuilder().withCode(403).withMessage("no").build())
                .always();

        assertThat(execute()).isEqualTo(1);

        assertThat(err.toString())
                .contains(
                        "the cluster forbids to list or get deployments.apps in all namespaces: grant the verbs get and list");
        assertThat(folder).doesNotExist();
    }

    @Test
    void aClusterThatDoesNotAnswerIsNamed() throws IOException {
        useServer("http://localhost:1");

        assertThat(execute()).isEqualTo(1);

        assertThat(err.toString()).contains("http://localhost:1/ does not list deployments.apps: ");
    }

    private void useServer(String address) throws IOException {
        Path config = directory.resolve("config");
        Files.writeString(config, """
                apiVersion: v1
                kind: Config
                clusters: [{ name: test, cluster: { server: "%s" } }]
                users: [{ name: test, user: { token: test } }]
                contexts: [{ name: test, context: { cluster: test, user: test } }]
                current-context: test
                """.formatted(address));
        System.setProperty(KUBECONFIG, config.toString());
    }

    private void make(String name, int replicas, Container... containers) {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace("llm")
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewTemplate()
                        .withNewSpec()
                        .withContainers(List.of(containers))
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
    }

    private static Container vllm(String command) {
        return new ContainerBuilder()
                .withName("server")
                .withImage("vllm/vllm-openai:v0.20.0")
                .withCommand(command.split(" "))
                .build();
    }

    private String versions() {
        return Stream.of(client.apps().deployments().inAnyNamespace().list().getItems())
                .flatMap(List::stream)
                .map(Deployment::toString)
                .sorted()
                .toList()
                .toString();
    }

    private int execute(String... options) {
        String[] all = Stream.concat(Stream.of("init", "--out", folder.toString()), Stream.of(options))
                .toArray(String[]::new);
        return HeadroomCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private String read(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    private SloPolicy policy(String of) throws IOException {
        ConfigMap map = Serialization.unmarshal(read(of + "/slo-policy.yaml"), ConfigMap.class);
        assertThat(map.getMetadata().getLabels()).containsEntry("headroom.dev/kind", "slo-policy");
        Parsed<SloPolicy> read = SloPolicyReader.read(
                map.getData().get("policy.yaml"),
                new DocumentName(
                        map.getMetadata().getNamespace(), map.getMetadata().getName()));
        return read.fold(Parsed.Valid::value, invalid -> {
            throw new AssertionError(invalid.sentence());
        });
    }

    /** As a promise is printed: 1.2s as 1200ms. */
    private static String millis(String duration) {
        return duration.equals("1.2s") ? "1200ms" : duration;
    }
}
