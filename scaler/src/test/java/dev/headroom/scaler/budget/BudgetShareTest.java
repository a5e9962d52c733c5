// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.slo.MissedRule;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.telemetry.fixture.ReadingFixture;
import dev.headroom.telemetry.snapshot.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BudgetShareTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Objective P95 = new Objective(Signal.E2E, 95, Duration.ofSeconds(5));
    private static final Objective P99 = new Objective(Signal.E2E, 99, Duration.ofSeconds(10));
    private static final Objective TTFT = new Objective(Signal.TTFT, 95, Duration.ofSeconds(1));

    @Test
    void isOneWhereAsManyMissedAsMay() {
        // 5 of 100 failed, and 5 % may be missed.
        assertThat(share(P95, reading(95, 5, 4))).isCloseTo(1, within(1e-9));
        assertThat(share(P95, reading(100, 0, 4))).isZero();
        assertThat(share(P95, reading(100, 0, 6))).isCloseTo(1 / 0.05, within(1e-9));
    }

    @Test
    void theObjectiveThatWasMissedWorstCounts() {
        // 5 of 100: as many as may miss 95 %, five times as many as may miss 99 %.
        assertThat(BudgetShare.worst(List.of(P95, P99), reading(95, 5, 4), MissedRule.DEFAULT)
                        .orElseThrow())
                .isCloseTo(5, within(1e-9));
    }

    @Test
    void tellsHowManyMissedAndHowManyMay() {
        assertThat(misses(List.of(P95), reading(92, 8, 4))).contains(new BudgetShare.Misses(8, 100, allowed(P95)));
        assertThat(misses(List.of(P95), reading(92, 8, 4)).orElseThrow().share())
                .isCloseTo(8 / 5.0, within(1e-9));
        assertThat(misses(List.of(TTFT), reading(100, 0, 4))).isEmpty();
    }

    @Test
    void theObjectiveCountsThatIsMissedMostBeyondChance() {
        // Of 20, two miss both: 10 times what may of 99 %, by chance 2.2 less; twice of 95 %.
        assertThat(misses(List.of(P95, P99), reading(18, 2, 4)).orElseThrow().allowed())
                .isCloseTo(0.01, within(1e-9));
        // None misses: of the 95 % promise that says more.
        assertThat(misses(List.of(P95, P99), reading(20, 0, 4)).orElseThrow().allowed())
                .isCloseTo(0.05, within(1e-9));
    }

    @Test
    void aPercentileShowsOnceFiveMayMissIt() {
        assertThat(BudgetShare.requestsThatShow(List.of(P95))).isEqualTo(100);
        assertThat(BudgetShare.requestsThatShow(List.of(P95, P99))).isEqualTo(500);
        assertThat(BudgetShare.requestsThatShow(List.of())).isEqualTo(5);
    }

    @Test
    void isUnknownWhereNothingEndedOrNothingTellsTheSignal() {
        assertThat(BudgetShare.of(P95, reading(0, 0, Double.NaN), MissedRule.DEFAULT))
                .isEmpty();
        assertThat(BudgetShare.of(TTFT, reading(100, 0, 4), MissedRule.DEFAULT)).isEmpty();
        assertThat(BudgetShare.worst(List.of(), reading(100, 0, 4), MissedRule.DEFAULT))
                .isEmpty();
    }

    @Test
    void whatCannotBeToldHidesNothingThatCan() {
        OptionalDouble worst = BudgetShare.worst(List.of(TTFT, P95), reading(100, 0, 6), MissedRule.DEFAULT);

        assertThat(worst.orElseThrow()).isCloseTo(20, within(1e-9));
    }

    private static double share(Objective objective, Reading reading) {
        return BudgetShare.of(objective, reading, MissedRule.DEFAULT).orElseThrow();
    }

    private static Optional<BudgetShare.Misses> misses(List<Objective> objectives, Reading reading) {
        return BudgetShare.worstMisses(objectives, reading, MissedRule.DEFAULT);
    }

    private static double allowed(Objective objective) {
        return 1 - objective.percentile() / 100;
    }

    private static Reading reading(long completed, long failed, double seconds) {
        return new ReadingFixture(NOON, completed, failed, 1000, 100, seconds).reading();
    }
}
