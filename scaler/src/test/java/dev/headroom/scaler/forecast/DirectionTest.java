// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectionTest {
    private static final double EVERY = 30;
    private static final double LARGE = 0.3;

    private final Direction direction = new Direction();

    @Test
    void isProvenByAFewGoodBlocks() {
        good(3);
        assertThat(direction.isProven()).isFalse();

        good(2);

        assertThat(direction.isProven()).isTrue();
    }

    @Test
    void twoMissesSuspendItUntilItIsRightAgain() {
        good(10);
        bad(1);
        assertThat(direction.isSuspended()).isFalse();

        bad(1);
        assertThat(direction.isSuspended()).isTrue();
        assertThat(direction.isProven()).isFalse();

        good(1);
        assertThat(direction.isSuspended()).isFalse();
    }

    @Test
    void oneForecastThatWasFarOffDoesNotRefuteAllThatFollow() {
        direction.add(0.01, 100, true, LARGE, 1, EVERY);

        good(8);

        assertThat(direction.isRefuted()).isFalse();
        assertThat(direction.share()).isGreaterThan(0.2);
    }

    @Test
    void smallChangesThatDidNotComeSayLittleOfLargeOnesThatDid() {
        for (int time = 0; time < 10; time++) {
            direction.add(0.01, 0.02, false, 0.02, 1, EVERY);
        }

        good(8);

        assertThat(direction.isProven()).isTrue();
    }

    @Test
    void whatWasProvenIsRestored() {
        good(6);
        Direction restored = new Direction();

        restored.restore(direction.won());

        assertThat(restored.isProven()).isTrue();
        assertThat(restored.share()).isEqualTo(direction.share());
    }

    @Test
    void whatCountingExplainsTellsNothing() {
        Outlook lastValue = new Outlook(40, 1);

        assertThat(Direction.isTelling(new Outlook(41.5, 1), lastValue, 0.7)).isFalse();
        assertThat(Direction.isTelling(new Outlook(50, 1), lastValue, 0.7)).isTrue();
    }

    private void good(int times) {
        for (int time = 0; time < times; time++) {
            direction.add(0.1, time % 2 == 0 ? 0.05 : 0.06, false, LARGE, 1, EVERY);
        }
    }

    private void bad(int times) {
        for (int time = 0; time < times; time++) {
            direction.add(0.05, 0.1, true, LARGE, 1, EVERY);
        }
    }
}
