// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class TimesTest {
    @Test
    void readsSecondsAndTimes() {
        assertThat(new Times().convert("5400")).isEqualTo(5400);
        assertThat(new Times().convert("90s")).isEqualTo(90);
        assertThat(new Times().convert("30m")).isEqualTo(1800);
        assertThat(new Times().convert("1h30m")).isEqualTo(5400);
        assertThat(new Times().convert("2h5s")).isEqualTo(7205);
        assertThat(new Times().convert("0")).isEqualTo(0);
    }

    @Test
    void readsNothingElse() {
        for (String wrong : new String[] {"", "noon", "-5", "1.5", "1d", "30m1h", "99999h", "9999999999"}) {
            assertThatThrownBy(() -> new Times().convert(wrong))
                    .as(wrong)
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessage("'" + wrong + "' is not whole seconds or a time such as 90s, 30m or 1h30m");
        }
    }
}
