// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoScenarioTest {
    @Test
    void theBadEditIsASlipInOneLimit() {
        assertThat(DemoScenario.policy()).contains("signal: itl,  percentile: 95, atMost: 30ms }");
        assertThat(DemoScenario.policyWithoutUnit())
                .isEqualTo(DemoScenario.policy().replace("atMost: 30ms", "atMost: 30"));
    }
}
