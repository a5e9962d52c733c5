// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsFormatTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text",
                "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
            })
    void whoNamesOpenMetricsGetsIt(String accepted) {
        assertThat(MetricsFormat.formatFor(accepted))
                .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*/*", "text/plain;version=0.0.4", "text/html,application/xml;q=0.9,*/*;q=0.8"})
    void allOthersGetText(String accepted) {
        assertThat(MetricsFormat.formatFor(accepted)).isEqualTo("text/plain");
    }

    @Test
    void whoSaysNothingGetsText() {
        assertThat(MetricsFormat.formatFor(null)).isEqualTo("text/plain");
    }
}
