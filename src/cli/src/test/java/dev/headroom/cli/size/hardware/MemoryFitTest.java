// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cli.size.question.ServedModel;
import dev.headroom.scaler.forecast.TrafficShape;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MemoryFitTest {
    private static final ServedModel SMALL = new ServedModel("llama-3-8b", 8e9, 2, 32, 8, 128, 2);
    private static final ServedModel LARGE = new ServedModel("llama-3-70b", 70e9, 2, 80, 8, 128, 2);
    private static final double LONGEST = 10_000;
    private static final TrafficShape CHAT = new TrafficShape(1_000, 200, TrafficShape.Arrivals.POISSON);

    private static Accelerator device(double gib) {
        return new Accelerator("device", gib, OptionalDouble.empty(), OptionalDouble.empty());
    }

    @Test
    void theCacheGetsTheMemoryBesideTheWeights() {
        MemoryFit fit = MemoryFit.of(SMALL, device(80), 1, LONGEST).orElseThrow();

        // 0.9 x 80 - 2 - 16e9 / 2^30 = 55.1 GiB, at 128 KiB a token.
        assertThat(fit.kvTokens()).isBetween(451_000L, 451_500L);
        // A request holds 1,000 + 200 / 2 tokens on average.
        assertThat(fit.sequences(CHAT)).isEqualTo((int) (fit.kvTokens() / 1_100));
        assertThat(fit.sentence(CHAT, 64))
                .isEqualTo("weights 14.9 GiB + KV of 64 requests x 1100 tokens x 128 KiB = 23.5 GiB,"
                        + " of 1 x (0.90 x 80.0 - 2) = 70.0 GiB");
    }

    @Test
    void aLargeModelNeedsSeveralDevices() {
        assertThat(MemoryFit.of(LARGE, device(80), 1, LONGEST)).isEmpty();
        assertThat(MemoryFit.of(LARGE, device(80), 2, LONGEST)).isPresent();
        assertThat(MemoryFit.of(LARGE, device(22.35), 8, LONGEST)).isPresent();
        assertThat(MemoryFit.of(LARGE, device(16), 8, LONGEST)).isEmpty();
    }

    @Test
    void theLongestRequestMustFitBesideTheWeights() {
        assertThat(MemoryFit.of(SMALL, device(20), 1, 9_000)).isPresent();
        assertThat(MemoryFit.of(SMALL, device(20), 1, 100_000)).isEmpty();
    }

    @Test
    void devicesBeyondTheHeadsHoldTheSameKeysAndValues() {
        ServedModel twoHeads = new ServedModel("gqa", 1e9, 2, 32, 2, 128, 2);
        MemoryFit two = MemoryFit.of(twoHeads, device(80), 2, LONGEST).orElseThrow();
        MemoryFit eight = MemoryFit.of(twoHeads, device(80), 8, LONGEST).orElseThrow();

        // Each of the eight holds as many bytes of a token as each of the two, and has a little more room beside the
        // weights.
        assertThat((double) eight.kvTokens() / two.kvTokens()).isBetween(1.0, 1.02);
    }
}
