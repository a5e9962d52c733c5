// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import dev.headroom.broker.BrokerForTests;
import dev.headroom.broker.ClosedPorts;
import dev.headroom.broker.KafkaBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * A real broker and free ports for the service under test. It goes with {@code @WithTestResource(KubernetesServerTestResource.class)}, never
 * with {@code @WithKubernetesTestServer}: that one starts broker and service anew for each class, whose counters then are
 * those of the service before, for the meter registry outlives it.
 */
public class KafkaForTheService implements QuarkusTestResourceLifecycleManager {
    static final String SPANS = "llm.spans";
    static final String METRICS = "llm.metrics";
    static final String EVENTS = "llm.requests";
    /** Events as well, which may be about namespace {@code team-a} only. */
    static final String TEAM_A = "team-a.requests";

    /** Copies of records of which something was lost. */
    static final String DEAD_LETTERS = "llm.dead-letters";

    /** Topics of what gateways write, by setting. */
    static final Map<String, String> GATEWAYS = Map.of(
            "headroom.topics.access-logs", "llm.accesslog",
            "headroom.topics.kong", "llm.kong",
            "headroom.topics.dynamo", "llm.dynamo");

    /** What a record may take when decompressed. */
    static final int MOST_RECORD_BYTES = 1 << 20;

    static final int SPAN_PARTITIONS = 3;
    static final int METRIC_PARTITIONS = 1;
    static final int EVENT_PARTITIONS = 2;
    static final int TEAM_A_PARTITIONS = 1;
    static final int ALL_PARTITIONS =
            SPAN_PARTITIONS + METRIC_PARTITIONS + EVENT_PARTITIONS + TEAM_A_PARTITIONS + GATEWAYS.size();

    private static KafkaBroker broker;

    @Override
    public Map<String, String> start() {
        broker = BrokerForTests.start();
        broker.createTopic(SPANS, SPAN_PARTITIONS);
        broker.createTopic(METRICS, METRIC_PARTITIONS);
        broker.createTopic(EVENTS, EVENT_PARTITIONS);
        broker.createTopic(TEAM_A, TEAM_A_PARTITIONS);
        broker.createTopic(DEAD_LETTERS, 1);
        GATEWAYS.forEach((setting, topic) -> broker.createTopic(topic, 1));
        Map<String, String> settings = new HashMap<>(ofTheService());
        settings.putAll(GATEWAYS);
        return settings;
    }

    private static Map<String, String> ofTheService() {
        return Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                // Long enough to be seen after an outage, short enough to wait for.
                "headroom.feed.settling",
                "PT3S",
                "headroom.topics.events",
                EVENTS + "," + TEAM_A,
                "headroom.topics.namespaces.\"" + TEAM_A + "\"",
                "team-a",
                "headroom.dead-letters.topic",
                DEAD_LETTERS,
                "headroom.feed.most-record-bytes",
                Integer.toString(MOST_RECORD_BYTES),
                "quarkus.http.test-port",
                "0",
                "quarkus.grpc.server.test-port",
                // Two builds on one machine must not meet at Quarkus' usual test port.
                Integer.toString(ClosedPorts.one()));
    }

    @Override
    public void stop() {
        broker.close();
    }

    static KafkaBroker broker() {
        return broker;
    }
}
