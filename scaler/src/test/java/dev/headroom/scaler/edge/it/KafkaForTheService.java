// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import dev.headroom.broker.BrokerForTests;
import dev.headroom.broker.KafkaBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real broker for the service under test. */
public class KafkaForTheService implements QuarkusTestResourceLifecycleManager {
    static final String SPANS = "llm.spans";
    static final String EVENTS = "llm.requests";

    private static KafkaBroker broker;

    @Override
    public Map<String, String> start() {
        broker = BrokerForTests.start();
        broker.createTopic(SPANS, 3);
        broker.createTopic(EVENTS, 2);
        return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
    }

    @Override
    public void stop() {
        broker.close();
    }

    static KafkaBroker broker() {
        return broker;
    }
}
