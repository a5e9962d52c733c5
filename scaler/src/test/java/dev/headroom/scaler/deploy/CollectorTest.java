// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import static dev.headroom.telemetry.fixture.VllmMetricsFixture.scrapedAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.deploy.CollectorManifest.Collector;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import dev.headroom.telemetry.fixture.OtlpRecords;
import dev.headroom.telemetry.fixture.OtlpSpan;
import dev.headroom.telemetry.fixture.SourceSpans;
import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped Collectors send what the service reads, to where it reads it, and may do what they need and no more. */
class CollectorTest {
    private static final CollectorManifest DAEMON_SET = CollectorManifest.read("daemonset.yaml");
    private static final CollectorManifest GATEWAY = CollectorManifest.read("gateway.yaml");

    private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");

    private final ServiceConfiguration service = ServiceConfiguration.shipped();

    static Stream<CollectorManifest> manifests() {
        return Stream.of(DAEMON_SET, GATEWAY);
    }

    static Stream<Collector> collectors() {
        return manifests().flatMap(manifest -> manifest.collectors().stream());
    }

    static Stream<CollectorConfiguration> scraping() {
        return collectors()
                .map(Collector::configuration)
                .filter(one -> one.pipelines().contains("metrics"));
    }

    static Stream<CollectorConfiguration> tracing() {
        return collectors()
                .map(Collector::configuration)
                .filter(one -> one.pipelines().contains("traces"));
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void pipelinesUseWhatIsDefinedAndNothingIsDefinedForNothing(Collector collector) {
        CollectorConfiguration configuration = collector.configuration();

        for (String kind : List.of("receivers", "processors", "exporters")) {
            assertThat(configuration.used(kind)).as(kind).isEqualTo(configuration.defined(kind));
        }
        assertThat(Set.copyOf(configuration.list("service.extensions"))).isEqualTo(configuration.defined("extensions"));
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void limitsMemoryFirstAndFindsThePodBeforeBatchingForgetsTheSender(Collector collector) {
        CollectorConfiguration configuration = collector.configuration();

        assertThat(configuration.pipelines()).allSatisfy(pipeline -> {
            List<String> processors = configuration.processors(pipeline);
            assertThat(processors.get(0)).isEqualTo("memory_limiter");
            assertThat(processors.get(processors.size() - 1)).startsWith("batch/");
            assertThat(processors)
                    .contains("k8s_attributes")
                    .filteredOn(name -> name.startsWith("batch"))
                    .hasSize(1);
        });
    }

    @Test
    void bothFormsDoBoth() {
        assertThat(manifests())
                .allSatisfy(manifest -> assertThat(manifest.collectors().stream()
                                .flatMap(collector -> collector.configuration().pipelines().stream()))
                        .containsExactlyInAnyOrder("traces", "metrics"));
    }

    @ParameterizedTest
    @MethodSource("tracing")
    void spansGoToTheTopicThatIsReadForSpans(CollectorConfiguration configuration) {
        assertThat(configuration.string("exporters.kafka.traces.topic")).isEqualTo(service.topic("spans"));
        assertThat(configuration.string("exporters.kafka.traces.encoding")).isEqualTo("otlp_proto");
    }

    @ParameterizedTest
    @MethodSource("scraping")
    void scrapesGoToTheTopicThatIsReadForMetrics(CollectorConfiguration configuration) {
        assertThat(configuration.string("exporters.kafka.metrics.topic")).isEqualTo(service.topic("metrics"));
        assertThat(configuration.string("exporters.kafka.metrics.encoding")).isEqualTo("otlp_proto");
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void writesToTheBrokerThatTheServiceReadsFrom(Collector collector) {
        String bootstrap = new CollectorManifest(
                        StrictKubernetes.documents(StrictKubernetes.DEPLOY.resolve("manifests/headroom.yaml")).stream()
                                .map(StrictKubernetes::typed)
                                .toList())
                .only(Deployment.class).getSpec().getTemplate().getSpec().getContainers().get(0).getEnv().stream()
                        .filter(variable -> variable.getName().equals("KAFKA_BOOTSTRAP_SERVERS"))
                        .map(EnvVar::getValue)
                        .findFirst()
                        .orElseThrow();

        assertThat(collector.configuration().list("exporters.kafka.brokers")).containsExactly(bootstrap);
    }

    @ParameterizedTest
    @MethodSource("scraping")
    void keepsEveryMetricThatTheDecoderReadsUnderAnyNameThatTheReceiverGivesIt(CollectorConfiguration configuration) {
        assertThat(ServerMetricsDecoder.metricNames())
                .hasSizeGreaterThan(20)
                .allMatch(configuration.keepsMetric())
                .extracting(name -> name.replaceFirst("_total$", ""))
                .allMatch(configuration.keepsMetric());
    }

    @ParameterizedTest
    @MethodSource("scraping")
    void dropsTheMetricsThatNobodyReads(CollectorConfiguration configuration) {
        assertThat(List.of(
                        "vllm:generation_tokens_total",
                        "vllm:num_requests_waiting_by_reason",
                        "vllm:prompt_tokens_by_source_created",
                        "vllm:e2e_request_latency_seconds",
                        "scrape_duration_seconds",
                        "startup",
                        "sglang:num_requests_received_total",
                        "sglang:cache_hit_rate",
                        "sglang:token_usage_max",
                        "tgi_request_count",
                        "tgi_batch_current_max_tokens",
                        "trtllm_time_to_first_token_seconds",
                        "python_info"))
                .noneMatch(configuration.keepsMetric());
    }

    @ParameterizedTest
    @MethodSource("scraping")
    void neverCutsAScrapeInTwo(CollectorConfiguration configuration) {
        assertThat(configuration.string("processors.batch/scrapes.send_batch_max_size"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @MethodSource("tracing")
    void cutsSpansIntoRecordsThatTheBrokerTakes(CollectorConfiguration configuration) {
        assertThat(configuration.string("processors.batch/spans.send_batch_max_size"))
                .isEqualTo("512");
    }

    @ParameterizedTest
    @MethodSource("tracing")
    void keepsTheSpansOfEverySource(CollectorConfiguration configuration) {
        OtlpSpan tgi = SourceSpans.tgi(END, 1);
        OtlpSpan genAi = SourceSpans.genAi(END, 1);

        assertThat(Stream.concat(
                        OtlpRecords.spans().values().stream(),
                        Stream.of(
                                tgi.named("generate").without("total_time"),
                                genAi.without("gen_ai.usage.input_tokens").without("gen_ai.usage.output_tokens"))))
                .noneMatch(span -> SpanFilter.of(configuration).drops(span));
    }

    /** TGI sends one for every token, and vLLM a hundred while it starts. */
    @ParameterizedTest
    @MethodSource("tracing")
    void dropsTheSpansThatTellOfNoRequest(CollectorConfiguration configuration) {
        OtlpSpan tgi = SourceSpans.tgi(END, 1).without("total_time");

        assertThat(Stream.of(
                        OtlpSpan.of("load_model", END, 1),
                        OtlpSpan.of("prefill_waiting", END, 1),
                        tgi.named("health"),
                        tgi.named("generate").with("code.namespace", "text_generation_router::infer"),
                        OtlpSpan.of("execute_tool", END, 1).with("gen_ai.operation.name", "execute_tool")))
                .allMatch(span -> SpanFilter.of(configuration).drops(span));
    }

    @ParameterizedTest
    @MethodSource("tracing")
    void asksForNoAttributeThatTheDecoderDoesNotRead(CollectorConfiguration configuration) {
        assertThat(SpanFilter.of(configuration).attributes())
                .hasSizeGreaterThan(9)
                .isSubsetOf(OtlpSpanDecoder.attributeNames());
    }

    /** An attribute that changed nothing would be one that nobody reads, or one under a wrong name. */
    @ParameterizedTest
    @MethodSource("collectors")
    void everyAttributeThatIsAddedTellsWhoseItIs(Collector collector) {
        VllmMetricsFixture nobodys = Stream.of(
                        "k8s.namespace.name",
                        "k8s.deployment.name",
                        "k8s.pod.uid",
                        "k8s.pod.name",
                        "server.address",
                        "service.instance.id")
                .reduce(scrapedAt(Instant.EPOCH.plusSeconds(1)), VllmMetricsFixture::withoutResource, (a, b) -> a)
                .withResource("k8s.namespace.name", "llm");

        assertThat(collector.configuration().extracted().keySet())
                .hasSizeGreaterThan(7)
                .allSatisfy(attribute -> assertThat(read(nobodys.withResource(attribute, "some-value")))
                        .isNotEqualTo(read(nobodys)));
    }

    @ParameterizedTest
    @MethodSource("scraping")
    void scrapesTheNamedPortOfRunningPodsEveryFiveSeconds(CollectorConfiguration configuration) {
        Map<String, Object> scrape = configuration.scrape();

        assertThat(scrape).containsEntry("scrape_interval", "5s").containsEntry("scrape_timeout", "4s");
        assertThat(scrape.get("kubernetes_sd_configs").toString())
                .contains("role=pod", "label=" + VllmExampleTest.LABEL);
        assertThat(scrape.get("relabel_configs").toString())
                .contains("__meta_kubernetes_pod_annotation_headroom_dev_metrics_path", "__metrics_path__")
                .contains("__meta_kubernetes_pod_label_" + VllmExampleTest.LABEL.replaceAll("[^a-z]", "_"));
    }

    @Test
    void onEveryNodeItScrapesThatNodesPodsOnly() {
        Collector collector = DAEMON_SET.collectors().get(0);
        CollectorConfiguration configuration = collector.configuration();

        assertThat(configuration.scrape().get("kubernetes_sd_configs").toString())
                .contains("spec.nodeName=${env:K8S_NODE_NAME}");
        assertThat(configuration.string("processors.k8s_attributes.filter.node_from_env_var"))
                .isEqualTo("K8S_NODE_NAME");
        assertThat(collector.container().getEnv()).anySatisfy(variable -> {
            assertThat(variable.getName()).isEqualTo("K8S_NODE_NAME");
            assertThat(variable.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("spec.nodeName");
        });
        assertThat(configuration.associations()).containsExactly("k8s.pod.uid", "connection");
        assertThat(DAEMON_SET.only(Service.class).getSpec().getInternalTrafficPolicy())
                .as("else the spans of another node's pods come here, whom this Collector does not know")
                .isEqualTo("Local");
    }

    @Test
    void behindALoadBalancerNoAddressIsTakenForTheSenders() {
        assertThat(GATEWAY.collectors())
                .allSatisfy(collector ->
                        assertThat(collector.configuration().associations()).containsExactly("k8s.pod.uid"));
    }

    @Test
    void onlyOneScrapesTheWholeCluster() {
        assertThat(GATEWAY.all(Deployment.class)
                        .filter(deployment -> deployment.getMetadata().getName().endsWith("scraper")))
                .singleElement()
                .satisfies(deployment ->
                        assertThat(deployment.getSpec().getReplicas()).isEqualTo(1));
        assertThat(GATEWAY.collectors())
                .filteredOn(collector -> collector.configuration().pipelines().contains("metrics"))
                .singleElement()
                .satisfies(collector -> assertThat(
                                collector.template().getMetadata().getLabels().toString())
                        .contains("scraper"));
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void everyVariableIsSetAndEveryLoneDollarEscaped(Collector collector) {
        Set<String> set =
                collector.container().getEnv().stream().map(EnvVar::getName).collect(Collectors.toSet());

        assertThat(set).containsAll(collector.configuration().variables());
        assertThat(collector.configuration().withoutVariables()).doesNotContain("$");
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void thePortsAreThoseThatItListensOn(Collector collector) {
        CollectorConfiguration configuration = collector.configuration();
        Set<Integer> listens = new TreeSet<>(Set.of(configuration.port("extensions.health_check.endpoint")));
        if (configuration.has("receivers.otlp")) {
            listens.add(configuration.port("receivers.otlp.protocols.grpc.endpoint"));
            listens.add(configuration.port("receivers.otlp.protocols.http.endpoint"));
        }

        assertThat(collector.container().getPorts())
                .extracting(ContainerPort::getContainerPort)
                .containsExactlyInAnyOrderElementsOf(listens);
        assertThat(collector
                        .container()
                        .getReadinessProbe()
                        .getHttpGet()
                        .getPort()
                        .getStrVal())
                .isEqualTo("health");
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void theServiceFindsTheCollectorThatTakesSpans(CollectorManifest manifest) {
        Service front = manifest.only(Service.class);

        assertThat(manifest.collectors())
                .filteredOn(collector -> collector
                        .template()
                        .getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(front.getSpec().getSelector().entrySet()))
                .singleElement()
                .satisfies(collector -> assertThat(front.getSpec().getPorts())
                        .extracting(port -> port.getTargetPort().getStrVal())
                        .allMatch(name -> collector.container().getPorts().stream()
                                .anyMatch(port -> port.getName().equals(name)))
                        .hasSize(2));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void mayReadPodsAndNamespacesAndNothingElse(CollectorManifest manifest) {
        ServiceAccount account = manifest.only(ServiceAccount.class);

        assertThat(manifest.only(ClusterRole.class).getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getApiGroups()).containsExactly("");
            assertThat(rule.getResources()).containsExactlyInAnyOrder("pods", "namespaces");
            assertThat(rule.getVerbs()).containsExactlyInAnyOrder("get", "list", "watch");
        });
        assertThat(manifest.only(ClusterRoleBinding.class).getSubjects())
                .singleElement()
                .satisfies(subject -> {
                    assertThat(subject.getName())
                            .isEqualTo(account.getMetadata().getName());
                    assertThat(subject.getNamespace())
                            .isEqualTo(account.getMetadata().getNamespace());
                });
        assertThat(manifest.collectors())
                .allSatisfy(
                        collector -> assertThat(collector.template().getSpec().getServiceAccountName())
                                .isEqualTo(account.getMetadata().getName()));
    }

    /** With a Deployment's uid the Kubernetes processor would watch ReplicaSets, which the role does not allow. */
    @ParameterizedTest
    @MethodSource("collectors")
    void takesTheDeploymentsNameFromTheReplicaSets(Collector collector) {
        assertThat(collector.configuration().list("processors.k8s_attributes.extract.metadata"))
                .contains("k8s.deployment.name")
                .doesNotContain("k8s.deployment.uid");
    }

    @Test
    void everyCollectorIsOfOneReleasedVersion() {
        assertThat(collectors()
                        .map(collector -> collector.container().getImage())
                        .distinct())
                .singleElement()
                .asString()
                .matches("otel/opentelemetry-collector-contrib:0\\.\\d+\\.\\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemonset.yaml", "gateway.yaml"})
    void theObjectsOfBothFormsStandInForEachOther(String form) {
        assertThat(CollectorManifest.read(form)
                        .only(Service.class)
                        .getMetadata()
                        .getName())
                .isEqualTo("headroom-collector");
    }

    private static Object read(VllmMetricsFixture scrape) {
        return new ServerMetricsDecoder()
                .decode(scrape.toRecord())
                .readings()
                .get(0)
                .origin();
    }
}
