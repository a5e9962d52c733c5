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
        assertThat(fewer.carried().orElseThrow()).isCloseTo(60 / (4 * 12.8), within(1e-9));
        assertThat(fewer.sentence())
                .isEqualTo("4 replicas: arrivals use 117 % of the capacity, 117 % with the possible rise;"
                        + " 64.00 USD/h");
    }

    @Test
    void saysWhatIsPlanned() {
        Decision decision = DecisionFixture.decision();

        Consequence planned = Consequence.of(decision, decision.plan().desired());

        assertThat(planned.carried().orElseThrow()).isCloseTo(60 / (5 * 12.8), within(1e-9));
        assertThat(planned.booked()).isEqualTo(planned.carried());
        assertThat(planned.sentence()).startsWith("5 replicas: ").endsWith("80.00 USD/h");
    }

    @Test
    void saysNothingOfNone() {
        Consequence none = Consequence.of(DecisionFixture.decision(), 0);

        assertThat(none.carried()).isEmpty();
        assertThat(none.booked()).isEmpty();
        assertThat(none.usdPerHour()).hasValue(0);
        assertThat(none.sentence()).isEqualTo("0 replicas: 0.00 USD/h");
    }
}
