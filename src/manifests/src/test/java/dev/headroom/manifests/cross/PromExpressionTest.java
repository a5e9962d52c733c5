// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromExpressionTest {
    @Test
    void findsSeriesAndLabelsAmongFunctionsAndWords() {
        PromExpression read = new PromExpression("""
                sum by (pod) (rate(a_total{job="x",reason!~"b|c"}[5m] offset 1h)) > 0.05 * scalar(b)
                and on (namespace) group_left (state) c or vector(1e3) unless max_over_time(d[1h:5m]) == bool 1
                """);

        assertThat(read.series()).containsExactly("a_total", "b", "c", "d");
        assertThat(read.labels()).containsExactly("job", "namespace", "pod", "reason", "state");
        assertThat(read.balanced()).isTrue();
    }

    @Test
    void takesNoBracketsOfTextsForBrackets() {
        assertThat(new PromExpression("a{b=\"(\"}").balanced()).isTrue();
        assertThat(new PromExpression("sum(a").balanced()).isFalse();
        assertThat(new PromExpression("sum(a]").balanced()).isFalse();
    }
}
