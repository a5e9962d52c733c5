// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConsequenceTest {
    /** 60 requests/s over 12.8 per replica at 8 GPUs of 2 USD each. */
    @Test
    void saysWhatOneFewerWouldMean() {
        Decision decision = DecisionFixture.decision();

        Consequence fewer = Consequence.of(decision, decision.plan().desired() - 1);

        assertThat(fewer.replicas()).isEqualTo(4);
        assertThat(fewer.usdPerHour()).hasValue(4 * 8 * 2.0);
        assertThat(fewer.utilisation().orElseThrow()).isGreaterThan(1);
        assertThat(fewer.exceeded()).hasValue(1);
    }

    @Test
    void saysWhatIsPlanned() {
        Decision decision = DecisionFixture.decision();

        Consequence planned = Consequence.of(decision, decision.plan().desired());

        double carried = 5 * decision.plan().basis().ratePerReplica().orElseThrow();
        assertThat(planned.utilisation().orElseThrow()).isCloseTo(60 / carried, within(1e-9));
        assertThat(planned.exceeded()).hasValue(0);
        assertThat(planned.latency().orElseThrow().endToEnd()).isBetween(2.5, 5.0);
        assertThat(planned.sentence()).startsWith("5 replicas: ").endsWith("80.00 USD/h");
    }

    @Test
    void saysNothingOfNone() {
        Consequence none = Consequence.of(DecisionFixture.decision(), 0);

        assertThat(none.utilisation()).isEmpty();
        assertThat(none.latency()).isEmpty();
        assertThat(none.exceeded()).hasValue(1);
    }
}
