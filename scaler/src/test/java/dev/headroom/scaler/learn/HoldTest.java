// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HoldTest {
    @Test
    void isTwoLeadTimesAndNeverShort() {
        assertThat(Hold.of(Duration.ofMinutes(20))).isEqualTo(Duration.ofMinutes(40));
        assertThat(Hold.of(Duration.ofMinutes(2))).isEqualTo(Hold.LEAST);
        assertThat(Hold.of(Duration.ofMillis(1))).isEqualTo(Hold.LEAST);
    }
}
