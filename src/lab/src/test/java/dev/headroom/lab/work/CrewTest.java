// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrewTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void resultsAreInThePartsOrderWhoeverIsDoneFirst(int threads) {
        List<Integer> parts = IntStream.range(0, 200).boxed().toList();

        List<Integer> squares = new Crew(threads).map(parts, part -> part * part);

        assertThat(squares).isEqualTo(parts.stream().map(part -> part * part).toList());
    }

    @Test
    void twoWorkAtOnce() {
        CountDownLatch both = new CountDownLatch(2);

        List<Boolean> met = new Crew(2).map(List.of(1, 2), part -> {
            both.countDown();
            try {
                both.await();
                return true;
            } catch (InterruptedException stopped) {
                return false;
            }
        });

        assertThat(met).containsExactly(true, true);
    }

    @Test
    void afterAFailureNothingIsBegun() {
        AtomicInteger begun = new AtomicInteger();
        List<Integer> parts = IntStream.range(0, 1000).boxed().toList();

        assertThatThrownBy(() -> new Crew(1).map(parts, part -> {
                    begun.incrementAndGet();
                    if (part == 3) {
                        throw new IllegalArgumentException("part 3 is broken");
                    }
                    return part;
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("part 3 is broken");
        assertThat(begun).hasValue(4);
    }

    @Test
    void nobodyIsNoCrew() {
        assertThatThrownBy(() -> new Crew(0)).hasMessage("threads must be 1 or more, was 0");
    }
}
