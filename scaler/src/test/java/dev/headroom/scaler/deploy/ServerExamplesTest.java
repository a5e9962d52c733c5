// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other example servers send to the shipped Collectors and are scraped by them; that of vLLM has a test of its own. */
class ServerExamplesTest {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\((\\w+)\\)");

    static Stream<Deployment> servers() {
        return Stream.of("sglang.yaml", "tgi.yaml").map(ServerExamplesTest::deployment);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theLabelNamesThePortThatIsScraped(Deployment deployment) {
        Container server = server(deployment);

        assertThat(server.getPorts())
                .extracting(ContainerPort::getName)
                .contains(deployment
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels()
                        .get(VllmExampleTest.LABEL));
        assertThat(server.getArgs())
                .contains("--port=" + server.getPorts().get(0).getContainerPort());
    }

    /** SGLang takes the bare address, TGI a URL; both speak gRPC. */
    @ParameterizedTest
    @CsvSource({
        "sglang.yaml, --otlp-traces-endpoint=, daemonset.yaml",
        "sglang.yaml, --otlp-traces-endpoint=, gateway.yaml",
        "tgi.yaml, --otlp-endpoint=http://, daemonset.yaml"
    })
    void sendsItsSpansToTheCollectorsService(String example, String flag, String form) {
        Service collector = CollectorManifest.read(form).only(Service.class);
        int grpc = collector.getSpec().getPorts().stream()
                .filter(port -> port.getName().equals("otlp-grpc"))
                .findFirst()
                .orElseThrow()
                .getPort();

        assertThat(server(deployment(example)).getArgs())
                .contains(flag + collector.getMetadata().getName() + "."
                        + collector.getMetadata().getNamespace() + ".svc.cluster.local:" + grpc);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--enable-metrics", "--enable-trace", "--host=0.0.0.0"})
    void sglangMustBeToldWhatVllmDoesByItself(String flag) {
        assertThat(server(deployment("sglang.yaml")).getArgs()).contains(flag);
    }

    @Test
    void sglangSaysWhoItIsAndLeavesNothingOut() {
        List<EnvVar> variables = server(deployment("sglang.yaml")).getEnv();

        assertThat(variables.stream()
                        .filter(variable -> variable.getValue() != null)
                        .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue)))
                .containsEntry("OTEL_TRACES_SAMPLER", "always_on")
                .containsEntry("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "grpc")
                .hasEntrySatisfying(
                        "OTEL_RESOURCE_ATTRIBUTES",
                        value -> assertThat(value)
                                .contains("k8s.pod.uid=$(POD_UID)", "k8s.namespace.name=$(POD_NAMESPACE)"));
        Set<String> above = new HashSet<>();
        for (EnvVar variable : variables) {
            Matcher reference = REFERENCE.matcher(String.valueOf(variable.getValue()));
            List<String> named = new ArrayList<>();
            while (reference.find()) {
                named.add(reference.group(1));
            }
            assertThat(above).containsAll(named);
            above.add(variable.getName());
        }
    }

    /** Until a TGI server has answered once it shows no counters, and nothing would go down. */
    @Test
    void tgiAnswersOnceBeforeItCounts() {
        Container server = server(deployment("tgi.yaml"));
        List<String> command = server.getStartupProbe().getExec().getCommand();

        assertThat(command.get(0)).isEqualTo("curl");
        assertThat(command.get(command.size() - 1))
                .isEqualTo("http://127.0.0.1:" + server.getPorts().get(0).getContainerPort() + "/generate");
        assertThat(server.getStartupProbe().getTimeoutSeconds())
                .isGreaterThan(Integer.parseInt(command.get(command.indexOf("--max-time") + 1)));
    }

    private static Deployment deployment(String example) {
        return CollectorManifest.read(example).only(Deployment.class);
    }

    private static Container server(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
    }
}
