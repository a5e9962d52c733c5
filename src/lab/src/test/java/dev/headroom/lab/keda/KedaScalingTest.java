// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.keda.Fallback.Behavior;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Replicas deployment = new Replicas(2);
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
        deployment.set(0);
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
        deployment.set(0);
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
        deployment.set(0);

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
    void withoutAnyActivityOnlyTheInitialCooldownCounts() {
        HpaBehavior behavior = HpaBehavior.recommended(0, 40);
        KedaScaling keda = keda(new ScaledObjectSpec(behavior, 5, 300, 60, false, Optional.empty()));
        scaler.active = false;
        scaler.says(2);

        run(keda, 0, 100);

        assertThat(moves).containsExactly(move(60, 0));
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
    void inactiveWithAnErrorMovesNothing() {
        KedaScaling keda = keda(ScaledObjectSpec.defaults(HpaBehavior.recommended(0, 40)));
        scaler.active = false;
        scaler.fails();

        run(keda, 0, 2000);

        assertThat(moves).isEmpty();
    }

    @Test
    void aFallbackOfNoneFallsThroughToNoneOnErrors() {
        KedaScaling keda = keda(polled(5).with(new Fallback(1000, 0, Behavior.STATIC)));
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
        KedaScaling keda = keda(polled(5).with(new Fallback(3, 6, Behavior.STATIC)));
        scaler.says(2);
        run(keda, 0, 0);
        scaler.fails();

        run(keda, 1, 60);

        // Polls at 5, 10 and 15 s are three failures, the sync at 15 s is the fourth.
        assertThat(moves).containsExactly(move(15, 6));
    }

    @Test
    void aSuccessOnEitherPathForgetsFailures() {
        KedaScaling keda = keda(polled(5).with(new Fallback(3, 6, Behavior.STATIC)));
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
    void anErrorHoldsForEverWithoutAFallback() {
        KedaScaling keda = keda(ScaledObjectSpec.defaults(HpaBehavior.recommended(1, 40)));
        scaler.fails();

        run(keda, 0, 3600);

        assertThat(moves).isEmpty();
    }

    @Test
    void failingActivityIsAFailureToo() {
        KedaScaling keda = keda(
                ScaledObjectSpec.defaults(HpaBehavior.recommended(1, 40)).with(new Fallback(0, 7, Behavior.STATIC)));
        scaler.says(3);
        scaler.activeFails = true;

        run(keda, 0, 0);

        assertThat(moves).containsExactly(move(0, 7));
    }

    @Test
    void whileItFallsBackATriggerCountsAsActive() {
        KedaScaling keda = keda(polled(5).with(new Fallback(1, 4, Behavior.STATIC)));
        deployment.set(0);
        scaler.active = false;
        scaler.fails();

        run(keda, 0, 30);

        // The second failing poll falls back, which wakes; the HPA brings the rest.
        assertThat(moves).containsExactly(move(5, 1), move(15, 4));
    }

    @ParameterizedTest(name = "{0} of {1} with {2} now -> {3}")
    @CsvSource({
        "STATIC, 4, 9, 4",
        "STATIC, 4, 2, 4",
        "CURRENT_REPLICAS, 4, 9, 9",
        "CURRENT_REPLICAS_IF_HIGHER, 4, 9, 9",
        "CURRENT_REPLICAS_IF_HIGHER, 4, 2, 4",
        "CURRENT_REPLICAS_IF_LOWER, 4, 9, 4",
        "CURRENT_REPLICAS_IF_LOWER, 4, 2, 2",
    })
    void fallbacksAssumeTheReplicasTheirBehaviorSays(Behavior behavior, int given, int now, int assumed) {
        Fallback fallback = new Fallback(0, given, behavior);

        MetricHealth health = new MetricHealth(Optional.of(fallback));

        assertThat(health.failed(2.5, now)).hasValue(2.5 * assumed);
    }

    @ParameterizedTest
    @CsvSource({"7.0004, 7", "21.0006, 21.001", "-3, 0", "NaN, 0", "Infinity, 0", "0, 0"})
    void handsOnThreeDecimalsAndNoNonsense(double reported, double handedOn) {
        assertThat(MetricHealth.handedOn(reported)).isEqualTo(handedOn);
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

    @Test
    void ofSeveralTriggersTheLargestWinsAndOneActiveSuffices() {
        KedaScaling keda = keda(polled(5));
        Answers other = new Answers();
        other.says(90);
        other.target = 10;
        other.active = false;
        deployment.set(0);
        scaler.says(3);

        for (int now = 0; now <= 15; now++) {
            set(now, keda.advanceTo(now, deployment, List.of(scaler, other)));
        }

        assertThat(moves).containsExactly(move(0, 9));
    }

    @Test
    void ofSeveralTriggersAFailingOneForbidsGoingDown() {
        KedaScaling keda = keda(ScaledObjectSpec.recommended(1, 40).polledEvery(3600));
        Answers other = new Answers();
        other.fails();
        deployment.set(9);
        scaler.says(3);

        // The fallback is borne for three failures; it takes the current replicas after that, being more than its 4.
        for (int now = 0; now <= 600; now++) {
            set(now, keda.advanceTo(now, deployment, List.of(scaler, other)));
        }

        assertThat(moves).isEmpty();
    }

    private static ScaledObjectSpec polled(double seconds) {
        return ScaledObjectSpec.defaults(HpaBehavior.recommended(0, 40)).polledEvery(seconds);
    }

    private static KedaScaling keda(ScaledObjectSpec spec) {
        return new KedaScaling(spec);
    }

    private static Map.Entry<Integer, Integer> move(int at, int replicas) {
        return Map.entry(at, replicas);
    }

    private void run(KedaScaling keda, int from, int to) {
        for (int now = from; now <= to; now++) {
            set(now, keda.advanceTo(now, deployment, scaler));
        }
    }

    private void set(int now, OptionalInt replicas) {
        replicas.ifPresent(wanted -> {
            deployment.set(wanted);
            moves.put(now, wanted);
        });
    }
}
