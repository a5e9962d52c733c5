// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BrokerForTestsTest {
    @Test
    void obeysAForcedChoice() {
        assertThat(BrokerForTests.inContainer("container")).isTrue();
        assertThat(BrokerForTests.inContainer("embedded")).isFalse();
    }

    @Test
    void takesAContainerOnlyWhereAnEngineAnswers() {
        assertThat(BrokerForTests.inContainer("auto")).isEqualTo(BrokerForTests.containersPossible());
    }

    @Test
    void refusesAnUnknownChoice() {
        assertThatThrownBy(() -> BrokerForTests.inContainer("cloud"))
                .hasMessage("headroom.test.kafka must be auto, embedded or container, was 'cloud'");
    }
}
