// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.deploy.CollectorManifest.Collector;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shipped configurations hold no key that their Collector does not take, and no value of another type. No Collector runs here:
 * what it takes is in {@code collector-keys.yaml}.
 */
class CollectorKeysTest {
    private static final CollectorKeys KEYS = CollectorKeys.load();

    static Stream<Collector> collectors() {
        return Stream.of("daemonset.yaml", "gateway.yaml", "accesslogs.yaml")
                .flatMap(file -> CollectorManifest.read(file).collectors().stream());
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void theCollectorTakesEveryKeyAndEveryValue(Collector collector) {
        assertThat(CollectorKeyCheck.findingsOf(KEYS, collector.configuration().root()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void theKeysAreThoseOfTheVersionThatRuns(Collector collector) {
        assertThat(collector.container().getImage()).endsWith(":" + KEYS.version());
    }

    @Test
    void everyListOfKeysSaysWhereItIsFromAndLeadsSomewhere() {
        assertThat(KEYS.sources())
                .hasSizeGreaterThan(40)
                .allSatisfy((list, source) -> assertThat(source)
                        .as(list)
                        .matches("(core|contrib|prometheus/\\w+) \\S+/\\S+\\.(go|yaml|md).*"));
        assertThat(KEYS.looseEnds()).isEmpty();
    }

    /** The configuration of the DaemonSet, with one text in it replaced, and the sentence that must follow. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit_percentage: 80                      | limit_percent: 80                        | processors.memory_limiter.limit_percent: is no key of this component
            limit_percentage: 80                      | limit_percentage: 800                    | processors.memory_limiter.limit_percentage: must be within
            check_interval: 1s                        | check_interval: 1                        | processors.memory_limiter.check_interval: must be a text, was 1
            check_interval: 1s                        | check_interval: 1 s                      | processors.memory_limiter.check_interval: must be a duration as Go writes it, was 1 s
            wait_for_metadata_timeout: 60s            | wait_for_metadata_timeout: 1d            | must be a duration as Go writes it, was 1d
            scrape_interval: 5s                       | scrape_interval: 1.5s                    | receivers.prometheus.config.scrape_configs[0].scrape_interval: must be a duration as Prometheus
            wait_for_metadata: true                   | wait_for_metadata: "true"                | processors.k8s_attributes.wait_for_metadata: must be true or false
            k8s_attributes:                           | k8sattributes:                           | processors.k8sattributes: 'k8sattributes' is an old name: write k8s_attributes
            filter/load:                              | filters/load:                            | processors.filters/load: 'filters' is not among the known processors
            batch/spans:                              | batch/:                                  | processors.batch/: a component is called type or type/name
            metric_conditions:                        | metrics:                                 | processors.filter/load.metrics: is an old key: write metric_conditions
            error_mode: ignore                        | error_mode: ignored                      | must be of [ignore, silent, propagate], was ignored
            send_batch_max_size: 512                  | send_batch_max_size: "512"               | processors.batch/spans.send_batch_max_size: must be a whole number
            encoding: otlp_proto                      | encoding: otlp_protobuf                  | exporters.kafka.traces.encoding: must be of [otlp_proto, otlp_json]
            compression: zstd                         | compresion: zstd                         | exporters.kafka.producer.compresion: is no key
            required_acks: -1                         | required_acks: 2                         | exporters.kafka.producer.required_acks: must be within
            producer:                                 | topic: llm.spans, producer:              | exporters.kafka.topic: is an old key
            action: keepequal                         | action: keep_equal                       | relabel_configs[0].action: must be of
            regex: (.+)                               | regex: (.+                               | relabel_configs[1].regex: must be a regular expression
            regex: (.+)                               | regex: (?=a).+                           | relabel_configs[1].regex: must be a regular expression of Go
            regex: (.+)                               | regex: (.+)$                             | relabel_configs[1].regex: must write a dollar twice
            ${env:K8S_NODE_NAME}                      | ${K8S_NODE_NAME}                         | must write a dollar twice, and a variable as ${env:NAME}
            ${env:K8S_NODE_NAME}                      | ${file:/node}                            | must write a dollar twice, and a variable as ${env:NAME}
            from: connection                          | from: address                            | pod_association[1].sources[0].from: must be of [connection, resource_attribute]
            - k8s.pod.uid                             | - k8s.pod.id                             | extract.metadata[2]: must be of
            endpoint: 0.0.0.0:4317                    | endpoint: 0.0.0.0                        | receivers.otlp.protocols.grpc.endpoint: must be host:port
            exporters: [kafka]                        | exporters: [kafka/2]                     | service.pipelines.traces.exporters: uses 'kafka/2', which is not defined
            traces: # pipeline                        | spans: # pipeline                        | service.pipelines.spans: must begin with one of the signals
            span.name != "llm_request" and            | name != "llm_request" and                | the path name must begin with one of [resource, scope, span, spanevent]
            span.name != "llm_request" and            | span.title != "llm_request" and          | span has no path 'title'
            span.name != "llm_request" and            | span.name = "llm_request" and            | the condition has no token at
            span.name != "llm_request" and            | span.name != 'llm_request' and           | the condition has no token at
            span.name != "llm_request" and            | span.name != "llm_request" &&            | the condition has no token at
            span.name != "llm_request" and            | span.name and                            | the condition compares nothing before and
            span.attributes["total_time"] == nil      | span.attributes[total_time] == nil       | the condition has a key without quotes: total_time
            span.attributes["total_time"] == nil      | span.attributes == nil                   | span.attributes needs a key in brackets
            not IsMatch(metric.name,                  | not Matches(metric.name,                 | knows no function Matches
            not IsMatch(metric.name,                  | not IsMatch(span.name,                   | the path span.name must begin with one of [resource, scope, metric, datapoint]
            not IsMatch(metric.name, "^(up            | not IsMatch(metric.name, "^((up          | must be a regular expression
            not IsMatch(metric.name, "^(up            | not IsMatch("x", metric.name, "^(up      | IsMatch takes 2 arguments, has 3
            not IsMatch(metric.name,                  | not not IsMatch(metric.name,             | the condition has no value at
            """)
    void saysWhatTheCollectorWouldNotTake(String right, String wrong, String sentence) {
        String text = CollectorManifest.read("daemonset.yaml")
                .collectors()
                .get(0)
                .configuration()
                .text()
                .replace("    traces:\n      receivers", "    traces: # pipeline\n      receivers");
        assertThat(text).contains(right);

        List<String> findings = CollectorKeyCheck.findingsOf(
                KEYS,
                CollectorConfiguration.parse(replacedOnce(text, right, wrong)).root());

        assertThat(findings).anySatisfy(finding -> assertThat(finding).contains(sentence));
    }

    /** A comma in what is written stands for a new line of the same depth. */
    private static String replacedOnce(String text, String right, String wrong) {
        int at = text.indexOf(right);
        String margin = text.substring(text.lastIndexOf('\n', at), at);
        String written = wrong.startsWith("topic:") ? wrong.replace(", ", margin) : wrong;
        return text.substring(0, at) + written + text.substring(at + right.length());
    }
}
