// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.cli.benchmark.plan.BenchmarkPlan;
import dev.headroom.cli.benchmark.plan.LoadStep;
import dev.headroom.cli.benchmark.plan.RequestTokens;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarkSessionTest {
    private static final List<Integer> LADDER = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256);
    private static final List<Double> RATES = List.of(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0);
    private static final StepTime MINUTE = new StepTime(12, 60, 120);
    private static final Budget ENDLESS = new Budget(1e9, question -> false);

    private final VirtualTimeline timeline = new VirtualTimeline();
    private final List<List<JudgedLoad>> heard = new ArrayList<>();

    private static BenchmarkPlan plan(List<Integer> concurrencies, List<Double> rates, List<Objective> promises) {
        return new BenchmarkPlan("test", 7, concurrencies, rates, 60, promises, List.of(new RequestTokens(100, 11)));
    }

    /** Flat up to the knee; then all slots are taken, and latency grows with the requests in flight. */
    private static IntToDoubleFunction bendsAt(int knee) {
        return inFlight -> 0.5 * Math.max(1.0, inFlight / (double) knee);
    }

    private List<JudgedLoad> run(Endpoint endpoint, BenchmarkPlan plan, Budget budget) {
        return new BenchmarkSession(timeline, endpoint, plan, MINUTE, new BenchmarkSession.Listener() {
                    @Override
                    public void progress(BenchmarkSession.Progress now) {
                        assertThat(now.seconds()).isBetween(0.0, now.ofSeconds() + 120);
                    }

                    @Override
                    public void measured(List<JudgedLoad> all) {
                        heard.add(all);
                    }
                })
                .run(budget);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 12, 16, 23, 45, 64, 90})
    void findsTheKneeOfAKnownCurveWithinFivePercent(int knee) {
        List<JudgedLoad> all =
                run(new CurveEndpoint(timeline, bendsAt(knee)), plan(LADDER, List.of(), List.of()), ENDLESS);

        JudgedLoad found = LoadSearch.knee(all).orElseThrow();
        double requestsPerSecond = knee / 0.5;
        assertThat(found.load()).isCloseTo(knee, within(Math.max(0.05 * knee, 0.5)));
        assertThat(found.result().completedPerSecond()).isCloseTo(requestsPerSecond, within(0.05 * requestsPerSecond));
    }

    @Test
    void findsTheHighestNumberOfUsersBeforeAPromiseBreaks() {
        // E2E = 1 + n / 32 s is within 2 s up to 32.
        List<JudgedLoad> all = run(
                new CurveEndpoint(timeline, inFlight -> 1 + inFlight / 32.0),
                plan(LADDER, List.of(), List.of(new Objective(Signal.E2E, 95, Duration.ofMillis(2010)))),
                ENDLESS);

        assertThat(all.stream()
                        .filter(JudgedLoad::kept)
                        .mapToDouble(JudgedLoad::load)
                        .max())
                .hasValue(32);
        assertThat(all).noneMatch(each -> each.load() > 64);
        assertThat(all.stream()
                        .filter(each -> each.load() == 64)
                        .findFirst()
                        .orElseThrow()
                        .broken())
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("e2e p95 <= 2010ms is broken: 3"));
    }

    @Test
    void theOpenLoopFindsTheRateThatIsCarried() {
        // 0.5 s each up to 64 in flight. 64/s are 32 in flight on average, and 128/s are 64.
        IntToDoubleFunction curve = inFlight -> inFlight <= 64 ? 0.5 : 3;
        List<JudgedLoad> all = run(
                new CurveEndpoint(timeline, curve),
                plan(List.of(), RATES, List.of(new Objective(Signal.E2E, 95, Duration.ofSeconds(1)))),
                ENDLESS);

        double carried = LoadSearch.carried(all).orElseThrow().load();
        double lowestBroken = all.stream()
                .filter(each -> !each.kept())
                .mapToDouble(JudgedLoad::load)
                .min()
                .orElseThrow();
        assertThat(lowestBroken / carried).isBetween(1.0, LoadSearch.NEAR);
        assertThat(carried).isBetween(64.0, 128.0);
    }

    @Test
    void theOpenLoopDoesNotTryMoreThanTheClosedLoopCarried() {
        List<JudgedLoad> all = run(new CurveEndpoint(timeline, bendsAt(8)), plan(LADDER, RATES, List.of()), ENDLESS);

        List<Double> rates = all.stream()
                .filter(each -> each.result().step().isOpen())
                .map(JudgedLoad::load)
                .toList();
        assertThat(rates).contains(1.0, 2.0, 4.0, 8.0).allMatch(rate -> rate < 16.5);
    }

    @Test
    void aStallIsInThePercentilesOfTheOpenLoop() {
        // 100 ms each, and nothing for 12 of the 60 measured seconds: a fifth of the arrivals wait up to 12 s.
        List<JudgedLoad> all = run(
                new CurveEndpoint(timeline, inFlight -> 0.1).stalled(30, 42),
                plan(List.of(), List.of(20.0), List.of()),
                ENDLESS);

        LatencyFigures e2e = all.get(0).result().latencies().e2e();
        assertThat(e2e.at(50).orElseThrow()).isCloseTo(0.1, within(0.01));
        assertThat(e2e.at(90).orElseThrow()).isCloseTo(6, within(1.5));
        assertThat(e2e.at(99).orElseThrow()).isCloseTo(11.4, within(0.6));
        assertThat(e2e.at(100).orElseThrow()).isCloseTo(12, within(0.3));
        assertThat(all.get(0).result().latencies().ttft().at(99).orElseThrow()).isGreaterThan(10);
    }

    @Test
    void aStallThatDoesNotEndIsAtLeastTheTimeThatRequestsWaited() {
        List<JudgedLoad> all = run(
                new CurveEndpoint(timeline, inFlight -> 0.1).stalled(42, Double.POSITIVE_INFINITY),
                plan(List.of(), List.of(20.0), List.of()),
                ENDLESS);

        StepResult result = all.get(0).result();
        assertThat(result.unanswered()).isCloseTo(result.offered() / 2, Offset.offset(100L));
        assertThat(result.latencies().e2e().at(95).orElseThrow()).isCloseTo(120, within(1.0));
        assertThat(all.get(0).broken())
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).endsWith("requests failed or had no answer in time"));
    }

    @Test
    void aStallOfTheClosedLoopIsItsHighestLatency() {
        List<JudgedLoad> all = run(
                new CurveEndpoint(timeline, inFlight -> 0.1).stalled(30, 42),
                plan(List.of(4), List.of(), List.of()),
                ENDLESS);

        assertThat(all.get(0).result().latencies().e2e().at(100).orElseThrow()).isCloseTo(12, within(0.2));
    }

    @Test
    void measuresWhatTheCurveSays() {
        List<JudgedLoad> all =
                run(new CurveEndpoint(timeline, inFlight -> 1.0), plan(List.of(4), List.of(), List.of()), ENDLESS);

        StepResult result = all.get(0).result();
        assertThat(Map.of(
                        "completed", (double) result.completed(),
                        "failed", (double) result.failed(),
                        "seconds", result.seconds(),
                        "input", result.tokens().input(),
                        "output", result.tokens().output()))
                .isEqualTo(Map.of("completed", 240.0, "failed", 0.0, "seconds", 60.0, "input", 100.0, "output", 11.0));
        assertThat(result.meanInFlight()).isCloseTo(4, within(0.001));
        assertThat(result.latencies().ttft().at(95).orElseThrow()).isCloseTo(0.2, within(0.001));
        assertThat(result.latencies().itl().at(95).orElseThrow()).isCloseTo(0.08, within(0.001));
    }

    @Test
    void stopsBeforeItPassesTheBudgetAndKeepsWhatItHas() {
        List<String> questions = new ArrayList<>();
        Budget twoMinutes = new Budget(2, question -> !questions.add(question));

        List<JudgedLoad> all = run(new CurveEndpoint(timeline, bendsAt(8)), plan(LADDER, RATES, List.of()), twoMinutes);

        assertThat(all).hasSize(1);
        assertThat(questions)
                .containsExactly(
                        "With the next load the run takes up to 2.4 minutes, and --budget-minutes is 2. Go on?");
        assertThat(heard).hasSize(1);
    }

    @Test
    void theSameSeedSendsAtTheSameInstants() {
        BenchmarkPlan plan = plan(List.of(), List.of(5.0), List.of());

        List<StepResult> results = List.of(new VirtualTimeline(), new VirtualTimeline()).stream()
                .map(time -> {
                    StepRun run = new StepRun(
                            time, new CurveEndpoint(time, inFlight -> 0.1), plan, LoadStep.perSecond(5), MINUTE, 0);
                    run.start();
                    time.runUntil(run::done);
                    return run.result();
                })
                .toList();

        assertThat(results.get(0).offered()).isEqualTo(results.get(1).offered()).isBetween(240L, 360L);
        assertThat(results.get(0).meanInFlight()).isEqualTo(results.get(1).meanInFlight());
    }
}
