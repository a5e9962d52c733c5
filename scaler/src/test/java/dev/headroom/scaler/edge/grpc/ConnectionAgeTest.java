// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionAgeTest {
    @ParameterizedTest
    @CsvSource({"PT5M,PT30S", "PT1S,PT2S", "PT1H,PT2S", "PT10S,PT10M"})
    void streamsEndAfterEveryClientHasHeardAndBeforeAnyConnectionIsCut(Duration age, Duration grace) {
        ConnectionAge limit = new ConnectionAge(age, grace);
        Duration earliestCut = limit.earliestEnd().plus(limit.cutAfter().minus(limit.earliestEnd()));

        assertThat(limit.streamsEndAfter()).isGreaterThan(limit.latestEnd());
        assertThat(limit.streamsEndAfter().plus(grace.dividedBy(2))).isLessThan(earliestCut);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT0.5S | PT30S | max-connection-age must be at least PT1S, or PT0S for no limit, was PT0.5S",
                "PT5M | PT1S | max-connection-age-grace must be at least PT2S, was PT1S"
            })
    void durationsThatCannotBeKeptAreRefused(Duration age, Duration grace, String sentence) {
        assertThatThrownBy(() -> new ConnectionAge(age, grace)).hasMessageContaining(sentence);
    }
}
