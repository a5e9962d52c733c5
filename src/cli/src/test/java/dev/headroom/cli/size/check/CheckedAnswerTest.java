// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cli.init.UseClass;
import dev.headroom.lab.days.PlayedDay;
import dev.headroom.lab.days.RequestFigures;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckedAnswerTest {
    private static CheckedAnswer answer(Optional<Integer> replicas, int staircase, boolean kept) {
        return new CheckedAnswer(
                new CheckedDay("evening", "chat", "h100-llama-8b"),
                UseClass.INTERACTIVE,
                new RequestFigures(1, 2, 0, new RequestFigures.Lengths(1, 1), new RequestFigures.Lengths(1, 1)),
                replicas,
                staircase,
                new PlayedDay.Standing(kept, kept ? 1 : 0.5, kept ? 0.99 : 0.9));
    }

    @ParameterizedTest
    @CsvSource({"5, 5, true", "6, 5, true", "7, 5, false", "23, 20, true", "24, 20, false", "3, 8, true"})
    void oneMoreOrFifteenPercentPass(int replicas, int staircase, boolean passes) {
        assertThat(answer(Optional.of(replicas), staircase, true).passes()).isEqualTo(passes);
    }

    @Test
    void aBrokenPromiseNeverPasses() {
        assertThat(answer(Optional.of(5), 5, false).passes()).isFalse();
    }

    @Test
    void thatNobodyKeepsItPassesOnlyWhereNobodyDoes() {
        assertThat(answer(Optional.empty(), 60, false).passes()).isTrue();
        assertThat(answer(Optional.empty(), 60, true).passes()).isFalse();
    }
}
