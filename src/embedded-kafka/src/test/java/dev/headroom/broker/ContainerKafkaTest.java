// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("engineFound")
class ContainerKafkaTest extends KafkaBrokerContract {
    static boolean engineFound() {
        return BrokerForTests.containersPossible();
    }

    @Override
    KafkaBroker newBroker() {
        return ContainerKafka.started();
    }
}
