// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.keda.ScaledObjectSpec.Fallback;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KedaScalingTest {
    private static final class Answers implements KedaScaling.Scaler {
        private OptionalDouble value = OptionalDouble.of(1);
        private boolean active = true;
        private boolean activeFails;
        private int failuresToCome;
        private double target = 1;
        private int asked;

        @Override
        public OptionalDouble metric(double now) {
            asked++;
            if (failuresToCome > 0) {
                failuresToCome--;
                throw new IllegalStateException("unavailable");
            }
            return value;
        }

        @Override
        public boolean active(double now) {
            if (activeFails) {
                throw new IllegalStateException("unavailable");
            }
            return active;
        }

        @Override
        public double target() {
            return target;
        }

        private void fails() {
            value = OptionalDouble.empty();
        }

        private void says(double metric) {
            value = OptionalDouble.of(metric);
        }
    }

    private final Answers scaler = new Answers();
    private int deployed = 2;
    /** Replicas by the second at which they were set. */
    private final TreeMap<Integer, Integer> moves = new TreeMap<>();

    @Test
    void theHpaSyncsEveryFifteenSeconds() {
        KedaScaling keda = keda(ScaledObjectSpec.recommended(1, 40));
        scaler.says(3);
        run(keda, 0, 0);
        scaler.says(7);

        run(keda, 1, 29);

        assertThat(moves).containsExactly(move(0, 3), move(15, 7));
        assertThat(keda.because()).isEqualTo("HPA: 3 to 7");
    }

    @Test
    void anActivePollBringsTheFirstReplicaAndTheHpaTheOthers() {
        KedaScaling keda = keda(polled(30));
        deployed = 0;
        scaler.active = false;
        run(keda, 0, 3);
        scaler.active = true;
        scaler.says(5);

        run(keda, 4, 50);

        // Not at the syncs at 15 s, for at 0 the HPA is off; the poll at 30 s comes just before that sync.
        assertThat(moves).containsExactly(move(30, 5));
    }

    @Test
    void aPushBringsTheFirstReplicaAtOnce() {
        KedaScaling keda = keda(ScaledObjectSpec.recommended(0, 40));
        deployed = 0;
        scaler.active = false;
        run(keda, 0, 5);
        scaler.active = true;
        scaler.says(5);

        run(keda, 6, 20);

        assertThat(moves).containsExactly(move(6, 1), move(15, 5));
    }

    @Test
    void activationGoesToTheMinimumWhereThereIsOne() {
        KedaScaling keda = keda(ScaledObjectSpec.recommended(3, 40));
        deployed = 0;

        run(keda, 0, 0);

        assertThat(moves).containsExactly(move(0, 3));
    }

    @Test
    void coolsDownFromAnyNumberToNone() {
        KedaScaling keda = keda(polled(5));
        scaler.says(9);
        run(keda, 0, 100);
        scaler.active = false;

        run(keda, 101, 500);

        // Last active at the poll at 100 s.
        assertThat(moves).containsExactly(move(0, 9), move(400, 0));
    }

    @Test
    void withAMinimumInactivityMovesNothing() {
        KedaScaling keda = keda(ScaledObjectSpec.recommended(1, 40));
        scaler.active = false;
        scaler.says(2);

        run(keda, 0, 1000);

        assertThat(moves).isEmpty();
    }

    @Test
    void anErrorHoldsWhileFailuresAreBorne() {
        KedaScaling keda = keda(polled(5));
        scaler.active = false;
        scaler.fails();

        run(keda, 0, 2000);

        assertThat(moves).isEmpty();
        assertThat(keda.trouble()).isEqualTo("no matching metrics found");
    }

    @Test
    void theFallbackIsWhatThereIsWhereThatIsMore() {
        KedaScaling keda = keda(polled(5, new Fallback(0, 4)));
        deployed = 9;
        scaler.fails();

        run(keda, 0, 60);

        assertThat(moves).isEmpty();
        assertThat(keda.trouble()).endsWith(", fallback");
    }

    @Test
    void aFallbackOfNoneFallsThroughToNoneOnErrors() {
        KedaScaling keda = keda(polled(5, new Fallback(1000, 0)));
        scaler.fails();

        run(keda, 0, 10);

        assertThat(moves).containsExactly(move(0, 0));
    }

    @Test
    void aFailingCallIsRepeatedOnceAtOnce() {
        KedaScaling keda = keda(polled(3600));
        scaler.says(5);
        scaler.failuresToCome = 1;

        run(keda, 0, 0);

        // The poll asks twice, the sync once.
        assertThat(scaler.asked).isEqualTo(3);
        assertThat(moves).containsExactly(move(0, 5));
    }

    @Test
    void bothPathsCountFailuresTowardTheFallback() {
        KedaScaling keda = keda(polled(5, new Fallback(3, 6)));
        scaler.says(2);
        run(keda, 0, 0);
        scaler.fails();

        run(keda, 1, 60);

        // Polls at 5, 10 and 15 s are three failures, the sync at 15 s is the fourth.
        assertThat(moves).containsExactly(move(15, 6));
    }

    @Test
    void aSuccessOnEitherPathForgetsFailures() {
        KedaScaling keda = keda(polled(5, new Fallback(3, 6)));
        scaler.says(2);
        run(keda, 0, 0);
        scaler.fails();
        run(keda, 1, 12);
        scaler.says(2);
        run(keda, 13, 16);
        scaler.fails();

        run(keda, 17, 28);

        assertThat(moves).isEmpty();
    }

    @Test
    void failingActivityIsAFailureToo() {
        KedaScaling keda =
                keda(new ScaledObjectSpec(HpaBehavior.recommended(1, 40), 30, 300, false, new Fallback(0, 7)));
        scaler.says(3);
        scaler.activeFails = true;

        run(keda, 0, 0);

        assertThat(moves).containsExactly(move(0, 7));
    }

    @Test
    void whileItFallsBackATriggerCountsAsActive() {
        KedaScaling keda = keda(polled(5, new Fallback(1, 4)));
        deployed = 0;
        scaler.active = false;
        scaler.fails();

        run(keda, 0, 30);

        // The second failing poll falls back, which wakes; the HPA brings the rest.
        assertThat(moves).containsExactly(move(5, 1), move(15, 4));
    }

    @ParameterizedTest
    @CsvSource({"7.0004, 7", "21.0006, 21.001", "-3, 0", "NaN, 0", "Infinity, 0", "0, 0"})
    void handsOnThreeDecimalsAndNoNonsense(double reported, double handedOn) {
        assertThat(KedaScaling.handedOn(reported)).isEqualTo(handedOn);
    }

    @Test
    void aFractionOfAThousandthMoreIsOneReplicaMore() {
        KedaScaling keda = keda(ScaledObjectSpec.recommended(1, 40));
        scaler.says(7.0004);
        run(keda, 0, 0);
        scaler.says(7.0006);

        run(keda, 1, 15);

        assertThat(moves).containsExactly(move(0, 7), move(15, 8));
    }

    private static ScaledObjectSpec polled(double seconds) {
        return polled(seconds, new Fallback(1_000, 1));
    }

    private static ScaledObjectSpec polled(double seconds, Fallback fallback) {
        return new ScaledObjectSpec(HpaBehavior.recommended(0, 40), seconds, 300, false, fallback);
    }

    private static KedaScaling keda(ScaledObjectSpec spec) {
        return new KedaScaling(spec);
    }

    private static Map.Entry<Integer, Integer> move(int at, int replicas) {
        return Map.entry(at, replicas);
    }

    private void run(KedaScaling keda, int from, int to) {
        for (int now = from; now <= to; now++) {
            set(now, keda.advanceTo(now, deployed, scaler));
        }
    }

    private void set(int now, OptionalInt replicas) {
        replicas.ifPresent(wanted -> {
            deployed = wanted;
            moves.put(now, wanted);
        });
    }
}
