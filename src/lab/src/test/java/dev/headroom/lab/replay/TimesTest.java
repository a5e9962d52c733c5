// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void readsSecondsAndTimes() {
        assertThat(Times.parse("5400")).hasValue(5400);
        assertThat(Times.parse("90s")).hasValue(90);
        assertThat(Times.parse("30m")).hasValue(1800);
        assertThat(Times.parse("1h30m")).hasValue(5400);
        assertThat(Times.parse("2h5s")).hasValue(7205);
        assertThat(Times.parse("0")).hasValue(0);
    }

    @Test
    void readsNothingElse() {
        for (String wrong : new String[] {"", "noon", "-5", "1.5", "1d", "30m1h", "99999h", "9999999999"}) {
            assertThat(Times.parse(wrong)).as(wrong).isEmpty();
        }
    }
}
