// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.deploy.CollectorManifest.Collector;
import dev.headroom.telemetry.decode.EnvoyLogDecoder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Collector of Envoy's access log passes it on as it is, and the page about gateways tells Envoy to send what is read. */
class AccessLogCollectorTest {
    private static final Path GATEWAYS = Path.of("../src/docs/gateways.md");
    private static final Pattern FIELD = Pattern.compile("(?m)^ {14}([a-z][\\w.-]*): +(?:\"%|llm )");

    private final CollectorManifest manifest = CollectorManifest.read("accesslogs.yaml");
    private final Collector collector = manifest.collectors().get(0);
    private final CollectorConfiguration configuration = collector.configuration();

    @Test
    void passesLogsOnAndNothingElse() {
        assertThat(configuration.pipelines()).containsExactly("logs");
        for (String kind : List.of("receivers", "processors", "exporters")) {
            assertThat(configuration.used(kind)).as(kind).isEqualTo(configuration.defined(kind));
        }
    }

    /** The sender is the gateway: its pod is not the one that did the work. */
    @Test
    void neverSaysWhosePodSentIt() {
        assertThat(configuration.processors("logs")).containsExactly("memory_limiter", "batch/entries");
        assertThat(manifest.all(ClusterRole.class)).isEmpty();
        assertThat(collector.template().getSpec().getAutomountServiceAccountToken())
                .isFalse();
    }

    @Test
    void writesTheTopicThatTheServiceMustBeToldOf() throws IOException {
        String topic = configuration.string("exporters.kafka.logs.topic");

        assertThat(configuration.string("exporters.kafka.logs.encoding")).isEqualTo("otlp_proto");
        assertThat(Files.readString(GATEWAYS)).contains("HEADROOM_TOPICS_ACCESS_LOGS=" + topic);
        assertThat(List.of("spans", "metrics", "events"))
                .extracting(ServiceConfiguration.shipped()::topic)
                .doesNotContain(topic);
    }

    @Test
    void writesToTheBrokerOfTheOtherCollectorsWithTheirCare() {
        CollectorConfiguration other =
                CollectorManifest.read("daemonset.yaml").collectors().get(0).configuration();

        for (String key : List.of("brokers", "producer")) {
            assertThat(configuration.string("exporters.kafka." + key))
                    .isEqualTo(other.string("exporters.kafka." + key));
        }
        assertThat(configuration.string("processors.batch/entries.send_batch_max_size"))
                .isEqualTo(other.string("processors.batch/spans.send_batch_max_size"));
    }

    @Test
    void listensWhereThePortsAreAndTheServiceLeads() {
        Map<String, Integer> ports = collector.container().getPorts().stream()
                .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
        Service service = manifest.only(Service.class);

        assertThat(ports)
                .containsOnly(
                        Map.entry("otlp-grpc", configuration.port("receivers.otlp.protocols.grpc.endpoint")),
                        Map.entry("health", configuration.port("extensions.health_check.endpoint")));
        assertThat(service.getSpec().getPorts())
                .extracting(ServicePort::getPort)
                .containsExactly(4317);
        assertThat(collector.template().getMetadata().getLabels())
                .containsAllEntriesOf(service.getSpec().getSelector());
    }

    @Test
    void standsBesideTheOtherFormsWithoutTakingTheirNames() {
        for (String form : List.of("daemonset.yaml", "gateway.yaml")) {
            assertThat(names(CollectorManifest.read(form))).doesNotContainAnyElementsOf(names(manifest));
        }
    }

    @Test
    void everyVariableIsSet() {
        assertThat(collector.container().getEnv()).extracting(EnvVar::getName).containsAll(configuration.variables());
    }

    /** What the page tells Envoy to log, by the names that the decoder reads; and to the Service that stands here. */
    @Test
    void thePageTellsEnvoyToLogWhatIsRead() throws IOException {
        String page = Files.readString(GATEWAYS);
        Set<String> fields = new TreeSet<>();
        for (Matcher field = FIELD.matcher(page); field.find(); ) {
            fields.add(field.group(1));
        }

        assertThat(fields).hasSizeGreaterThan(10).isSubsetOf(EnvoyLogDecoder.attributeNames());
        Service service = manifest.only(Service.class);
        assertThat(page)
                .contains("openTelemetry: {host: " + service.getMetadata().getName() + "."
                        + service.getMetadata().getNamespace() + ".svc.cluster.local, port: 4317}");
    }

    private static Set<String> names(CollectorManifest manifest) {
        return manifest.objects().stream()
                .map(HasMetadata.class::cast)
                .map(object -> object.getKind() + "/" + object.getMetadata().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
