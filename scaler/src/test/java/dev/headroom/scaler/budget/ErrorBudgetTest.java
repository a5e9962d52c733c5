// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.budget;

import static dev.headroom.telemetry.fixture.RequestFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.ErrorBudgetTerms;
import dev.headroom.scaler.slo.MissedRule;
import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Budgets over real windows: requests are absorbed as they end, and the budget looks twice a second. */
class ErrorBudgetTest {
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final WorkloadKey WORKLOAD = new WorkloadKey("llm", "chat");
    private static final Objective E2E_P95 = new Objective(Signal.E2E, 95, Duration.ofSeconds(5));
    private static final Objective TTFT_P99 = new Objective(Signal.TTFT, 99, Duration.ofMillis(800));
    private static final Duration FAST = Duration.ofSeconds(1);
    private static final Duration SLOW = Duration.ofSeconds(9);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final long SEED = 20260105;

    private final WorkloadWindows windows = new WorkloadWindows(
            () -> new FeedStatus(START, Optional.of(clock()), true, behindSince()),
            ReplicaWatch.NONE,
            SnapshotSettings.DEFAULTS);
    private final ErrorBudget budget = new ErrorBudget();
    private Instant now = START;
    private boolean lagging;
    private long number;
    private long ended;

    private Instant clock() {
        return now;
    }

    private Optional<Instant> behindSince() {
        return lagging ? Optional.of(now.minusSeconds(60)) : Optional.empty();
    }

    @Test
    void countsNothingTwiceAndHardlyAnythingNever() {
        SplittableRandom chance = new SplittableRandom(SEED);
        for (int minute = 0; minute < 90; minute++) {
            serve(Duration.ofMinutes(1), 1 + chance.nextInt(20), 0.1, policy(E2E_P95));
        }

        BudgetStanding standing = budget.standing(now).orElseThrow();

        // The first reading begins 15 min before the first request.
        // Up to 10 s of each 70 s lie between two readings, and the newest minute has not been read.
        assertThat(standing.requests()).as("seed %d", SEED).isBetween(0.85 * ended, (double) ended);
        assertThat(standing.missed()).isCloseTo(0.1, within(0.01));
        assertThat(standing.allowed()).isCloseTo(0.05, within(1e-12));
        assertThat(standing.burning()).isCloseTo(2, within(0.4));
        assertThat(standing.covered()).isCloseTo(1.75 / (28 * 24), within(1e-4));
    }

    @Test
    void readsTheWholeOfTheWindowsFirst() {
        for (int second = 0; second < 600; second++) {
            end(second % 10 == 0 ? SLOW : FAST, Phase.COMPLETED);
            now = now.plusSeconds(1);
        }

        look(policy(E2E_P95));

        assertThat(budget.standing(now).orElseThrow().requests()).isEqualTo(600, within(1.0));
    }

    @Test
    void knowsOnlyOneReadingOfAQuietWorkloadAtATime() {
        serve(Duration.ofHours(3), 1.0 / 30, 0, policy(E2E_P95));

        assertThat(budget.standing(now).orElseThrow().requests()).isBetween(0.8 * ended, (double) ended);
    }

    @Test
    void hasNoStandingOnFewRequests() {
        serve(Duration.ofMinutes(1), 1, 0, policy(E2E_P95));

        assertThat(budget.standing(now)).isEmpty();
    }

    @Test
    void countsTheWorstObjective() {
        SloPolicy both = policy(E2E_P95, TTFT_P99);
        // Every twentieth is slow to its end, none to its first token: the budget of E2E is just spent, that of TTFT
        // untouched.
        serve(Duration.ofMinutes(30), 10, 0.05, both);

        BudgetStanding standing = budget.standing(now).orElseThrow();

        assertThat(standing.allowed()).isCloseTo(0.05, within(1e-12));
        assertThat(standing.missed()).isCloseTo(0.05, within(0.005));
    }

    @Test
    void countsFailuresAsThePolicySays() {
        for (int second = 0; second < 600; second++) {
            end(FAST, second % 10 == 0 ? Phase.FAILED : Phase.COMPLETED);
            now = now.plusSeconds(1);
        }
        ErrorBudget lenient = new ErrorBudget();

        look(policy(E2E_P95));
        lenient.observe(
                windows.readAt(WORKLOAD, now),
                policy(Duration.ofDays(28), new MissedRule(MissedRule.Aborted.LATE, MissedRule.Failed.NEVER), E2E_P95));

        assertThat(budget.standing(now).orElseThrow().missed()).isCloseTo(0.1, within(0.01));
        assertThat(lenient.standing(now).orElseThrow().missed()).isZero();
    }

    @Test
    void burnsWhileItGoesOnAndStopsWithinMinutes() {
        SloPolicy policy = policy(E2E_P95);
        serve(Duration.ofMinutes(70), 5, 0, policy);
        assertThat(budget.standing(now).orElseThrow().burning()).isLessThan(0.1);

        serve(Duration.ofMinutes(20), 5, 0.5, policy);
        assertThat(budget.standing(now).orElseThrow().burning()).isBetween(2.5, 10.0);

        serve(Duration.ofMinutes(8), 5, 0, policy);
        // The hour still shows what was missed, so it does not count as calm either.
        assertThat(budget.standing(now).orElseThrow().burning()).isEqualTo(1);
    }

    @Test
    void countsNothingWhileTelemetryLags() {
        SloPolicy policy = policy(E2E_P95);
        serve(Duration.ofMinutes(20), 5, 0, policy);
        double before = budget.standing(now).orElseThrow().requests();

        lagging = true;
        serve(Duration.ofMinutes(10), 5, 1, policy);

        assertThat(budget.standing(now).orElseThrow().requests()).isEqualTo(before);
    }

    @Test
    void forgetsWhatLeftTheWindow() {
        SloPolicy policy = policy(Duration.ofHours(2), MissedRule.DEFAULT, E2E_P95);
        serve(Duration.ofMinutes(30), 5, 1, policy);
        assertThat(budget.standing(now).orElseThrow().missed()).isEqualTo(1);

        serve(Duration.ofMinutes(150), 1, 0, policy);

        assertThat(budget.standing(now).orElseThrow().missed()).isZero();
        assertThat(budget.standing(now).orElseThrow().covered()).isEqualTo(1);
    }

    @Test
    void anotherGoesOnFromItsMemoryWithoutCountingTwice() {
        SloPolicy policy = policy(E2E_P95);
        serve(Duration.ofMinutes(90), 5, 0.2, policy);

        ErrorBudget heir = ErrorBudget.remembering(budget.memory().orElseThrow());
        heir.observe(windows.readAt(WORKLOAD, now), policy);
        budget.observe(windows.readAt(WORKLOAD, now), policy);

        assertThat(heir.standing(now)).isEqualTo(budget.standing(now));
        assertThat(heir.memory()).isEqualTo(budget.memory());
    }

    @Test
    void keepsItsCountsWhenTheWindowChangesAndDropsThemWithTheirObjective() {
        serve(Duration.ofMinutes(30), 5, 0.2, policy(E2E_P95));
        double before = budget.standing(now).orElseThrow().requests();

        budget.observe(windows.readAt(WORKLOAD, now), policy(Duration.ofDays(7), MissedRule.DEFAULT, E2E_P95));
        assertThat(budget.standing(now).orElseThrow().requests()).isCloseTo(before, within(1e-6));

        budget.observe(windows.readAt(WORKLOAD, now), policy(TTFT_P99));
        assertThat(budget.standing(now)).isEmpty();
        assertThat(budget.memory()).isEmpty();
    }

    @Test
    void whatIsPassedOverIsNeverCounted() {
        serve(Duration.ofMinutes(30), 5, 0, policy(E2E_P95));
        BudgetStanding before = budget.standing(now).orElseThrow();
        for (int look = 0; look < 1200; look++) {
            end(SLOW, Phase.COMPLETED);
            now = now.plus(LOOK_EVERY);
            budget.passOver(now);
        }
        assertThat(budget.standing(now).orElseThrow().requests()).isEqualTo(before.requests());

        serve(Duration.ofMinutes(30), 5, 0, policy(E2E_P95));

        assertThat(budget.standing(now).orElseThrow().requests()).isGreaterThan(before.requests());
        assertThat(budget.standing(now).orElseThrow().missed()).isZero();
    }

    /** Requests end at a steady rate, a share of them late. */
    private void serve(Duration length, double perSecond, double late, SloPolicy policy) {
        SplittableRandom chance = new SplittableRandom(SEED + number);
        Instant end = now.plus(length);
        double due = 0;
        while (now.isBefore(end)) {
            due += perSecond * LOOK_EVERY.toMillis() / 1e3;
            for (; due >= 1; due--) {
                end(chance.nextDouble() < late ? SLOW : FAST, Phase.COMPLETED);
            }
            now = now.plus(LOOK_EVERY);
            look(policy);
        }
    }

    private void end(Duration endToEnd, Phase phase) {
        windows.absorb(
                WORKLOAD,
                Optional.of("pod-1"),
                request(number++, now.minus(endToEnd), endToEnd).ended(phase));
        ended++;
    }

    private void look(SloPolicy policy) {
        budget.observe(windows.readAt(WORKLOAD, now), policy);
    }

    private static SloPolicy policy(Objective... objectives) {
        return policy(ErrorBudgetTerms.DEFAULT.window(), MissedRule.DEFAULT, objectives);
    }

    private static SloPolicy policy(Duration window, MissedRule rule, Objective... objectives) {
        return new SloPolicy(
                new DocumentName("llm", "chat"),
                new SloPolicy.WorkloadSelector(Set.of("llama"), Optional.empty()),
                List.of(objectives),
                OptionalInt.empty(),
                Optional.empty(),
                new ReplicaLimits(1, 40, ReplicaLimits.WhenDark.HOLD),
                new SloPolicy.Terms(
                        Posture.BALANCED, Optional.empty(), Mode.ENFORCE, rule, new ErrorBudgetTerms(window), false));
    }
}
