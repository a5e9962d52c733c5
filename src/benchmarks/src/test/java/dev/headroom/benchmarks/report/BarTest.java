// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.benchmarks.report.Bar.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarTest {
    @Test
    void isMetByTheMedianOnTheRightSide() {
        assertThat(new Bar("ratio", Side.AT_LEAST, 0.5, List.of(0.4, 0.5, 0.9)).sentence())
                .isEqualTo("met: ratio at least 0.50; median 0.50 (0.40 to 0.90)");
        assertThat(new Bar("p99 in ms", Side.AT_MOST, 5, List.of(5.0)).sentence())
                .startsWith("met: p99 in ms at most 5.00");
    }

    @Test
    void isMissedPlainly() {
        assertThat(new Bar("rate", Side.AT_LEAST, 100_000, List.of(90_000.0, 99_999.0, 120_000.0)).sentence())
                .isEqualTo("MISSED: rate at least 100,000; median 99,999 (90,000 to 120,000)");
        assertThat(new Bar("p99 in ms", Side.AT_MOST, 5, List.of(5.1)).sentence())
                .startsWith("MISSED");
    }

    @Test
    void withoutFiguresClaimsNothing() {
        assertThat(new Bar("ratio", Side.AT_LEAST, 0.5, List.of()).sentence())
                .isEqualTo("NOT MEASURED: ratio at least 0.50");
    }
}
