// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestAfterWorkTest {
    private long nanos;
    private final List<Duration> rests = new ArrayList<>();
    private final RestAfterWork breather = new RestAfterWork(() -> nanos, rest -> {
        rests.add(Duration.ofNanos(rest));
        nanos += rest;
    });

    private void work(Duration turn, int turns) {
        for (int i = 0; i < turns; i++) {
            nanos += turn.toNanos();
            breather.afterTurn();
        }
    }

    @Test
    void aFewTurnsAreMadeInOnePiece() {
        work(Duration.ofNanos(100_000), 3);

        assertThat(rests).isEmpty();
    }

    @Test
    void manyTurnsRestAsLongAsTheyWork() {
        work(Duration.ofNanos(100_000), 1_000);

        assertThat(rests).hasSize(250).containsOnly(Duration.ofNanos(400_000));
    }

    @Test
    void theNextRoundDoesNotRestForThePauseBeforeIt() {
        work(Duration.ofNanos(100_000), 3);
        nanos += Duration.ofMillis(500).toNanos();
        work(Duration.ofNanos(100_000), 3);

        assertThat(rests).isEmpty();
    }
}
