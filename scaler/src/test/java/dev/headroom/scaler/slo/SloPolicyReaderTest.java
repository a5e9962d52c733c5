// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.document.DocumentSchema;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.telemetry.ScaleTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SloPolicyReaderTest {
    private static final DocumentName NAME = new DocumentName("llm", "chat");

    private static final String SMALLEST = """
            apiVersion: headroom.dev/v1
            workload: { models: [llama] }
            concurrency: { perReplica: 64 }
            replicas: { max: 4 }
            """;

    @Test
    void readsEveryKeyOfThePolicy() {
        String text = EveryKey.OF_A_POLICY;

        Parsed<SloPolicy> parsed = SloPolicyReader.read(text, NAME);

        assertThat(parsed)
                .isEqualTo(new Parsed.Valid<>(new SloPolicy(
                        NAME,
                        new SloPolicy.WorkloadSelector(
                                Set.of("llama", "llama-old"),
                                Optional.of(new ScaleTarget("llm", "Deployment", "chat"))),
                        List.of(
                                new Objective(Signal.TTFT, 95, Duration.ofMillis(800)),
                                new Objective(Signal.E2E, 95, Duration.ofSeconds(5)),
                                new Objective(Signal.E2E, 99.9, Duration.ofSeconds(9))),
                        OptionalInt.of(64),
                        Optional.of("h100"),
                        new ReplicaLimits(0, 40, OptionalInt.of(8), ReplicaLimits.WhenDark.HOLD),
                        new SloPolicy.Terms(
                                Posture.SAFE,
                                Optional.of(new CostTerms(6.88, 0.002)),
                                Mode.ADVISE,
                                new MissedRule(MissedRule.Aborted.NEVER, MissedRule.Failed.NEVER),
                                new ErrorBudgetTerms(Duration.ofDays(7)),
                                true))));
    }

    @Test
    void fillsInTheDefaults() {
        Parsed<SloPolicy> parsed = SloPolicyReader.read(SMALLEST, NAME);

        SloPolicy policy = ((Parsed.Valid<SloPolicy>) parsed).value();
        assertThat(policy.replicas()).isEqualTo(new ReplicaLimits(1, 4, ReplicaLimits.WhenDark.FALLBACK));
        assertThat(policy.terms()).isEqualTo(new SloPolicy.Terms(Posture.BALANCED, Optional.empty(), Mode.ENFORCE));
        assertThat(policy.objectives()).isEmpty();
    }

    @Test
    void neitherLimitsTheStepNorKeepsTheForecastFromTheAnswerUnlessThePolicySaysSo() {
        SloPolicy policy = ((Parsed.Valid<SloPolicy>) SloPolicyReader.read(SMALLEST, NAME)).value();

        assertThat(policy.replicas().maxStepUp()).isEmpty();
        assertThat(policy.terms().forecastOnly()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "100001", "many"})
    void aStepUpIsAWholeNumberOfReplicas(String step) {
        assertThat(faultsOf(SMALLEST.replace("max: 4", "max: 4, maxStepUp: " + step)))
                .isEqualTo("replicas.maxStepUp must be a whole number from 1 to 100000, was '" + step + "'");
    }

    @Test
    void aForecastIsOnlyShownOrNot() {
        assertThat(faultsOf(SMALLEST + "forecastOnly: yes\n"))
                .isEqualTo("forecastOnly must be true or false, was 'yes'");
    }

    @Test
    void readsWhichRequestsCountAsMissed() {
        Parsed<SloPolicy> parsed = SloPolicyReader.read(SMALLEST + "missed: { aborted: never }\n", NAME);

        SloPolicy policy = ((Parsed.Valid<SloPolicy>) parsed).value();
        assertThat(policy.terms().missed())
                .isEqualTo(new MissedRule(MissedRule.Aborted.NEVER, MissedRule.Failed.ALWAYS));
        assertThat(faultsOf(SMALLEST + "missed: { aborted: sometimes }\n"))
                .isEqualTo("missed.aborted must be one of always, late, never, was 'sometimes'");
    }

    @Test
    void readsOverWhatTimeThePromiseIsJudged() {
        Parsed<SloPolicy> parsed = SloPolicyReader.read(SMALLEST + "errorBudget: { window: 7d }\n", NAME);

        SloPolicy policy = ((Parsed.Valid<SloPolicy>) parsed).value();
        assertThat(policy.terms().errorBudget()).isEqualTo(new ErrorBudgetTerms(Duration.ofDays(7)));
        assertThat(faultsOf(SMALLEST + "errorBudget: {}\n")).isEqualTo("errorBudget.window is missing");
        assertThat(faultsOf(SMALLEST + "errorBudget: { window: 30m }\n"))
                .isEqualTo("errorBudget.window must be a duration such as 12h, 7d or 28d, from 1h to 92d, was '30m'");
        assertThat(faultsOf(SMALLEST + "errorBudget: { window: 93d }\n"))
                .isEqualTo("errorBudget.window must be a duration such as 12h, 7d or 28d, from 1h to 92d, was '93d'");
    }

    @Test
    void demandsObjectivesOrAConcurrencyCeiling() {
        assertThat(faultsOf(SMALLEST.replace("concurrency: { perReplica: 64 }", "")))
                .isEqualTo("objectives must be given if concurrency.perReplica is missing");
        assertThat(faultsOf(SMALLEST.replace("concurrency: { perReplica: 64 }", "objectives: []")))
                .isEqualTo("objectives must not be empty if concurrency.perReplica is missing, was 'a list'");
    }

    @Test
    void demandsModelsOrAScaleTarget() {
        assertThat(faultsOf(SMALLEST.replace("{ models: [llama] }", "{}")))
                .isEqualTo("workload must name models, a scaleTarget, or both, was 'a mapping'");
        assertThat(faultsOf(SMALLEST.replace("{ models: [llama] }", "{ models: [] }")))
                .isEqualTo("workload.models must name at least one model, was 'a list'");
    }

    @ParameterizedTest
    @CsvSource({
        "deployment, Deployment",
        "Deploymnt, Deployment",
        "Deployments, Deployment",
        "Statefulset, StatefulSet",
        "LeaderWorkerset, LeaderWorkerSet",
    })
    void refusesAKindThatIsNearlyOneThatEverybodyKnows(String kind, String meant) {
        assertThat(faultsOf(onKind(kind)))
                .isEqualTo(
                        "workload.scaleTarget.kind must be Deployment, LeaderWorkerSet, StatefulSet or a custom kind with a"
                                + " scale subresource, written as in its manifest; did you mean " + meant + "?, was '"
                                + kind + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "StatefulSet", "LeaderWorkerSet", "InferenceService", "Rollout", "CloneSet"})
    void takesKnownAndCustomKinds(String kind) {
        assertThat(faultsOf(onKind(kind))).isEqualTo("valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apps/v1 Whatever", "rollouts.argoproj.io", "x"})
    void refusesWhatIsNoKind(String kind) {
        assertThat(faultsOf(onKind(kind))).startsWith("workload.scaleTarget.kind must be Deployment, LeaderWorkerSet");
    }

    private static String onKind(String kind) {
        return SMALLEST.replace("{ models: [llama] }", "{ scaleTarget: { kind: " + kind + ", name: chat } }");
    }

    @Test
    void refusesTheSameObjectiveTwice() {
        String twice = SMALLEST
                + "objectives: [ { signal: e2e, percentile: 95, atMost: 5s }, { signal: e2e, percentile: 95, atMost: 5000ms } ]\n";

        assertThat(faultsOf(twice))
                .isEqualTo("objectives[1].signal must not repeat the objective e2e p95 <= 5s, was 'e2e'");
    }

    @Test
    void refusesPercentilesAndLimitsThatPromiseNothing() {
        String bad = SMALLEST + "objectives: [ { signal: e2e, percentile: 100, atMost: 0s } ]\n";

        assertThat(faultsOf(bad))
                .isEqualTo(
                        "objectives[0].percentile must be a number from 1 to 99.99, was '100'; "
                                + "objectives[0].atMost must be a duration such as 800ms, 1.5s, 2m or 1h, from 1ms to 1d, was '0s'");
    }

    /** A slip of the unit, or a rank that no minutes of traffic show: taken without a word they would cost replicas. */
    @Test
    void refusesWhatNobodyCanMean() {
        assertThat(faultsOf(SMALLEST + "objectives: [ { signal: ttft, percentile: 99.9999, atMost: 0.001ms } ]\n"))
                .isEqualTo(
                        "objectives[0].percentile must be a number from 1 to 99.99, was '99.9999'; "
                                + "objectives[0].atMost must be a duration such as 800ms, 1.5s, 2m or 1h, from 1ms to 1d, was '0.001ms'");
        assertThat(faultsOf(SMALLEST + "objectives: [ { signal: itl, percentile: 0.5, atMost: 0.09ms } ]\n"))
                .isEqualTo(
                        "objectives[0].percentile must be a number from 1 to 99.99, was '0.5'; "
                                + "objectives[0].atMost must be a duration such as 800ms, 1.5s, 2m or 1h, from 0.1ms to 1d, was '0.09ms'");
        assertThat(faultsOf(SMALLEST + "objectives: [ { signal: e2e, percentile: 50, atMost: 2d } ]\n"))
                .endsWith("from 1ms to 1d, was '2d'");
        assertThat(SloPolicyReader.read(
                        SMALLEST + "objectives: [ { signal: itl, percentile: 99.99, atMost: 0.1ms },"
                                + " { signal: e2e, percentile: 1, atMost: 1d } ]\n",
                        NAME))
                .isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void refusesAProfileWhoseNameNoObjectCanHave() {
        String promised = SMALLEST + "objectives: [ { signal: ttft, percentile: 95, atMost: 1s } ]\nprofile: ";

        assertThat(faultsOf(promised + "a".repeat(253) + "\n")).isEqualTo("valid");
        assertThat(faultsOf(promised + "a".repeat(254) + "\n"))
                .startsWith("profile must be at most 253 characters long, as names in Kubernetes are, was 'aaaa");
    }

    @Test
    void demandsAHighestNumberOfReplicasNotBelowTheLowest() {
        assertThat(faultsOf(SMALLEST.replace("max: 4", "min: 1"))).isEqualTo("replicas.max is missing");
        assertThat(faultsOf(SMALLEST.replace("max: 4", "min: 5, max: 4")))
                .isEqualTo("replicas.min must not be above max, which is 4, was '5'");
    }

    @Test
    void saysInOneSentenceWhatIsNotInVersion1() {
        assertThat(faultsOf(SMALLEST + "schedules: []\n"))
                .isEqualTo("schedules is not in version 1: replicas follow measured demand, not a schedule");
        assertThat(faultsOf(SMALLEST + "roles: { prefill: {} }\n"))
                .isEqualTo("roles is not in version 1: prefill and decode are scaled together, as one role");
    }

    @Test
    void suggestsTheNearestKey() {
        assertThat(faultsOf(SMALLEST + "postur: safe\n"))
                .contains("postur is not a known key")
                .endsWith("posture?");
    }

    @Test
    void refusesAnotherVersion() {
        assertThat(faultsOf(SMALLEST.replace("headroom.dev/v1", "headroom.dev/v2")))
                .isEqualTo("apiVersion must be headroom.dev/v1, was 'headroom.dev/v2'");
    }

    private static String faultsOf(String text) {
        Parsed<SloPolicy> parsed = SloPolicyReader.read(text, NAME);
        DocumentSchema.POLICY.assertAgrees(text, parsed);
        return parsed.fold(valid -> "valid", Parsed.Invalid::sentence);
    }
}
