// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerLimitsTest {
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, ServerLimits.MOST_KV_TOKENS + 1})
    void aCacheThatCannotBeIsUnknown(long tokens) {
        assertThat(ServerLimits.ofKvTokens(OptionalLong.of(tokens))).isEqualTo(ServerLimits.UNKNOWN);
        assertThatThrownBy(() -> new ServerLimits(OptionalLong.of(tokens)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kvTokens must be from 1");
    }

    @Test
    void twoStatementsOfOneInstantGiveTheLargerInAnyOrder() {
        ServerLimits some = new ServerLimits(OptionalLong.of(5));
        ServerLimits more = new ServerLimits(OptionalLong.of(7));

        assertThat(some.and(more)).isEqualTo(more.and(some)).isEqualTo(more);
        assertThat(some.and(ServerLimits.UNKNOWN)).isEqualTo(some);
        assertThat(ServerLimits.UNKNOWN.and(some)).isEqualTo(some);
    }
}
