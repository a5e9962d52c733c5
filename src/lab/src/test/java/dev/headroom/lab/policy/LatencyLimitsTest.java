// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.law.LatencyLimits;
import org.junit.jupiter.api.Test;

class LatencyLimitsTest {
    @Test
    void takesThePromiseAsItIs() {
        LatencyLimits limits = promising(new Promise(2, 0.035, 30)).latencyLimits();

        assertThat(limits).isEqualTo(new LatencyLimits(2, 0.035));
    }

    @Test
    void splitsAnEndToEndTimeThatStandsAlone() {
        double none = Double.POSITIVE_INFINITY;

        LatencyLimits limits = promising(new Promise(none, none, 10)).latencyLimits();

        assertThat(limits.timeToFirstTokenSeconds()).isCloseTo(2, within(1e-12));
        assertThat(limits.perTokenSeconds()).isCloseTo(8.0 / 250, within(1e-12));
    }

    private static SetUp promising(Promise promise) {
        SetUp plain = Rehearsal.setUp(1);
        return new SetUp(
                promise,
                plain.minReplicas(),
                plain.maxReplicas(),
                plain.engine(),
                plain.replica(),
                plain.training(),
                1);
    }
}
