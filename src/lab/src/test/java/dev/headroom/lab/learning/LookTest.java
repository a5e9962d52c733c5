// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.learning.TwoMinds.Said;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookTest {
    @Test
    void isTheMeanOfTheMinuteBefore() {
        List<Said> said = IntStream.range(0, 300)
                .mapToObj(second -> new Said(second < 240 ? 9 : second % 2 == 0 ? 3 : 4, 4, "shown"))
                .toList();

        Look look = Look.at(5, said);

        assertThat(look.learner()).isEqualTo(3.5);
        assertThat(look.difference()).isEqualTo(-0.5);
        assertThat(look.mode()).isEqualTo("shown");
    }

    @Test
    void oneReplicaOrFifteenPercentIsNearEnough() {
        assertThat(look(3, 4).within()).isTrue();
        assertThat(look(2.9, 4).within()).isFalse();
        assertThat(look(23, 20).within()).isTrue();
        assertThat(look(23.1, 20).within()).isFalse();
    }

    @Test
    void whoHoldsWhatThereIsKnowsNothing() {
        assertThat(Look.at(5, Collections.nCopies(300, new Said(4, 4, "standing")))
                        .within())
                .isFalse();
    }

    @Test
    void whoDoesNotAnswerIsNotNear() {
        Look silent = Look.at(5, Collections.nCopies(300, new Said(Double.NaN, 4, "")));

        assertThat(silent.learner()).isNaN();
        assertThat(silent.within()).isFalse();
    }

    private static Look look(double learner, double knower) {
        return Look.at(5, Collections.nCopies(300, new Said(learner, knower, "shown")));
    }
}
