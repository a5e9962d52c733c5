// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CadenceTest {
    @Test
    void isDueOnceAPeriod() {
        Cadence cadence = new Cadence(15, 3);

        assertThat(cadence.due(2)).isFalse();
        assertThat(cadence.due(3)).isTrue();
        assertThat(cadence.due(3)).isFalse();
        assertThat(cadence.due(17)).isFalse();
        assertThat(cadence.due(18)).isTrue();
    }

    @Test
    void keepsItsRhythmWhenLookedAtTooLate() {
        Cadence cadence = new Cadence(15, 0);

        assertThat(cadence.due(40)).isTrue();
        assertThat(cadence.due(44)).isFalse();
        assertThat(cadence.due(45)).isTrue();
    }
}
