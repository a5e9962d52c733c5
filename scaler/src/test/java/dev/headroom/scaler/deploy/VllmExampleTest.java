// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example server sends to the shipped Collectors, is scraped by them, and is the one that the other examples are about. */
class VllmExampleTest {
    static final String LABEL = "headroom.dev/metrics-port";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\((\\w+)\\)");

    private final Deployment deployment = CollectorManifest.read("vllm.yaml").only(Deployment.class);
    private final Container server =
            deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
    private final Map<String, String> variables = server.getEnv().stream()
            .filter(variable -> variable.getValue() != null)
            .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));

    @Test
    void theLabelNamesThePortThatIsScraped() {
        assertThat(server.getPorts())
                .extracting(ContainerPort::getName)
                .contains(deployment
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels()
                        .get(LABEL));
        assertThat(server.getArgs())
                .contains("--port=" + server.getPorts().get(0).getContainerPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemonset.yaml", "gateway.yaml"})
    void sendsItsSpansToTheCollectorsService(String form) {
        Service collector = CollectorManifest.read(form).only(Service.class);

        URI endpoint = URI.create(argument("--otlp-traces-endpoint="));

        assertThat(endpoint.getHost())
                .isEqualTo(collector.getMetadata().getName() + "."
                        + collector.getMetadata().getNamespace() + ".svc.cluster.local");
        assertThat(collector.getSpec().getPorts())
                .filteredOn(
                        port -> port.getName().equals("otlp-" + variables.get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL")))
                .extracting(ServicePort::getPort)
                .containsExactly(endpoint.getPort());
    }

    /** Kubernetes fills in only what stands above. */
    @Test
    void everyVariableStandsBelowWhatItIsPutTogetherFrom() {
        Set<String> above = new HashSet<>();
        for (EnvVar variable : server.getEnv()) {
            Matcher reference = REFERENCE.matcher(String.valueOf(variable.getValue()));
            while (reference.find()) {
                assertThat(above).contains(reference.group(1));
            }
            above.add(variable.getName());
        }
        assertThat(variables.get("OTEL_RESOURCE_ATTRIBUTES"))
                .contains("k8s.pod.uid=$(POD_UID)", "k8s.namespace.name=$(POD_NAMESPACE)");
    }

    @Test
    void everyRequestIsTracedAndSoonSent() {
        assertThat(variables)
                .containsEntry("OTEL_TRACES_SAMPLER", "always_on")
                .containsEntry("OTEL_BSP_SCHEDULE_DELAY", "500")
                .containsEntry("OTEL_EXPORTER_OTLP_TRACES_INSECURE", "true");
        assertThat(server.getArgs()).doesNotContain("--disable-log-stats");
    }

    @Test
    void isTheServerThatTheOtherExamplesAreAbout() throws IOException {
        Map<String, Object> scaledObject = StrictKubernetes.documents(
                        StrictKubernetes.DEPLOY.resolve("examples/scaledobject.yaml"))
                .get(0);

        assertThat(ScaledObjectRules.section(scaledObject, "spec.scaleTargetRef"))
                .containsEntry("name", deployment.getMetadata().getName());
        assertThat(ScaledObjectRules.section(scaledObject, "metadata"))
                .containsEntry("namespace", deployment.getMetadata().getNamespace());
        assertThat(Files.readString(StrictKubernetes.DEPLOY.resolve("examples/slo-policy.yaml")))
                .contains("models: [" + argument("--served-model-name=") + "]");
        assertThat(Files.readString(StrictKubernetes.DEPLOY.resolve("examples/serving-profile.yaml")))
                .contains("maxSequences: " + argument("--max-num-seqs="));
    }

    private String argument(String flag) {
        List<String> found = server.getArgs().stream()
                .filter(argument -> argument.startsWith(flag))
                .map(argument -> argument.substring(flag.length()))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
