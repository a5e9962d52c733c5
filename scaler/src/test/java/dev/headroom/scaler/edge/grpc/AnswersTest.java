// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.plan.Answer;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final FakePolicies policies = new FakePolicies();
    private final FakePlans plans = new FakePlans();
    private final Answers answers = new Answers(policies, plans, Duration.ofMinutes(1));

    @Test
    void answersWithThePlanOfTheNamedPolicy() {
        policies.with("llm", "llama", "llama-3-8b").with("llm", "qwen", "qwen-3");
        plans.answering("llm", "qwen", NOW, new Answer.Replicas(7));

        assertThat(countOf(replyTo("llm", "any-name", Map.of("policy", "qwen"))))
                .isEqualTo(7);
    }

    @Test
    void thePolicyMayBeLeftOutWhereExactlyOneMatches() {
        policies.with("llm", "llama", "llama-3-8b")
                .with("llm", "qwen", "qwen-3")
                .with("other", "mistral", "mistral-7b");
        plans.answering("llm", "qwen", NOW, new Answer.Replicas(7))
                .answering("other", "mistral", NOW, new Answer.Replicas(2));

        assertThat(countOf(replyTo("llm", "x", Map.of("models", "qwen-3")))).isEqualTo(7);
        assertThat(countOf(replyTo("llm", "qwen", Map.of()))).isEqualTo(7);
    }

    @Test
    void severalPoliciesAreNeverGuessedBetween() {
        policies.with("llm", "llama", "shared").with("llm", "qwen", "shared");

        assertRefused(
                replyTo("llm", "x", Map.of("models", "shared")),
                Status.Code.INVALID_ARGUMENT,
                "ScaledObject llm/x: trigger metadata policy must name one of the policies for models shared in namespace llm: llama, qwen");
    }

    @Test
    void aPolicyAboutSomethingElseIsNeverTakenWereItTheOnlyOne() {
        policies.with("llm", "llama", "llama-3-8b");
        plans.answering("llm", "llama", NOW, new Answer.Replicas(7));

        Reply byName = replyTo("llm", "qwen", Map.of());
        Reply byModel = replyTo("llm", "qwen", Map.of("policy", "llama", "models", "qwen-3"));

        assertRefused(
                byName,
                Status.Code.INVALID_ARGUMENT,
                "ScaledObject llm/qwen: no policy exists for a scale target named qwen in namespace llm: create a ConfigMap"
                        + " labelled headroom.dev/kind: slo-policy in namespace llm, or name one in trigger metadata policy");
        assertRefused(
                byModel,
                Status.Code.INVALID_ARGUMENT,
                "ScaledObject llm/qwen: trigger metadata models must all be models of policy llm/llama, were 'qwen-3'");
    }

    @Test
    void aCallWithoutANamespaceIsToldSo() {
        assertRefused(
                replyTo("", "llama", Map.of("policy", "llama")),
                Status.Code.INVALID_ARGUMENT,
                "the ScaledObject's namespace must be a DNS-1123 label: 1 to 63 of a-z, 0-9 and -, no - at either end, was ''");
    }

    @Test
    void aPolicyThatDoesNotExistYetIsNamedWithItsRemedy() {
        assertRefused(
                replyTo("llm", "llama", Map.of("policy", "llama")),
                Status.Code.INVALID_ARGUMENT,
                "ScaledObject llm/llama: trigger metadata policy must name a ConfigMap labelled headroom.dev/kind: slo-policy in"
                        + " namespace llm, was 'llama', which does not exist");
    }

    @Test
    void aPolicyThatWasNeverValidIsNamedWithItsFault() {
        policies.withFaulty("llm", "llama", "objectives[0].signal must be one of ttft, itl, e2e, was 'tps'");

        assertRefused(
                replyTo("llm", "llama", Map.of("policy", "llama")),
                Status.Code.INVALID_ARGUMENT,
                "ScaledObject llm/llama: policy llm/llama has never been valid: objectives[0].signal must be one of ttft, itl,"
                        + " e2e, was 'tps'");
    }

    @Test
    void aPolicyThatCannotBeReadIsNotTheAuthorsFault() {
        policies.withUnread("llm", "llama", "the file could not be read within 5 s");

        assertRefused(
                replyTo("llm", "llama", Map.of("policy", "llama")),
                Status.Code.UNAVAILABLE,
                "ScaledObject llm/llama: policy llm/llama has never been valid: the file could not be read within 5 s");
    }

    @Test
    void wherePoliciesAreFilesTheRemedyIsAFile() {
        policies.inFiles();

        assertRefused(
                replyTo("llm", "llama", Map.of("policy", "llama")),
                Status.Code.INVALID_ARGUMENT,
                "ScaledObject llm/llama: trigger metadata policy must name a file slo-policies/llm/NAME.yaml in the directory of"
                        + " policies, was 'llama', which does not exist");
    }

    @Test
    void beforePoliciesHaveBeenReadAMissingOneIsNotTheAuthorsFault() {
        policies.notLoaded();

        assertRefused(
                replyTo("llm", "llama", Map.of("policy", "llama")),
                Status.Code.UNAVAILABLE,
                "ScaledObject llm/llama: not all policies have been read yet");
    }

    @Test
    void anUnavailableAnswerIsPassedOnWithItsSentence() {
        policies.with("llm", "llama", "llama-3-8b");
        plans.answering("llm", "llama", NOW, new Answer.Unavailable("telemetry dark for 130 s"));

        assertRefused(
                replyTo("llm", "llama", Map.of()),
                Status.Code.UNAVAILABLE,
                "ScaledObject llm/llama: telemetry dark for 130 s");
    }

    @Test
    void aPlanThatNobodyRenewsIsNoAnswer() {
        policies.with("llm", "llama", "llama-3-8b");
        plans.answering("llm", "llama", NOW.minusSeconds(61), new Answer.Replicas(3));

        assertRefused(
                replyTo("llm", "llama", Map.of()),
                Status.Code.UNAVAILABLE,
                "ScaledObject llm/llama: the newest plan of llm/llama is 61 s old, at most 60 s are accepted");
    }

    @Test
    void theTriggersLimitsHoldForItsAnswerAlone() {
        policies.with("llm", "llama", "llama-3-8b");
        plans.answering("llm", "llama", NOW, new Answer.Replicas(7));

        assertThat(countOf(replyTo("llm", "llama", Map.of("maxReplicas", "4")))).isEqualTo(4);
        assertThat(countOf(replyTo("llm", "llama", Map.of()))).isEqualTo(7);
    }

    @Test
    void theTriggersLimitsStayWithinThePolicys() {
        policies.with("llm", "llama", "llama-3-8b");
        plans.answering("llm", "llama", NOW, new Answer.Replicas(7));

        assertThat(countOf(replyTo("llm", "llama", Map.of("minReplicas", "2147483647"))))
                .isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "LLAMA", "-llama", "llama-", "a..b", "a_b", "llama\n"})
    void aNameThatNoScaledObjectCanHaveIsRefused(String name) {
        policies.with("llm", "llama", "llama-3-8b");
        plans.answering("llm", "llama", NOW, new Answer.Replicas(7));

        Reply reply = replyTo("llm", name, Map.of("policy", "llama"));

        assertRefused(
                reply,
                Status.Code.INVALID_ARGUMENT,
                "the ScaledObject's name must be a DNS-1123 subdomain: 1 to 253 of a-z, 0-9, - and ., each part between dots"
                        + " begins and ends with a-z or 0-9, was '" + name.replace('\n', '?') + "'");
    }

    @Test
    void aRefusalNeverGivesAMegabyteBack() {
        String mega = "x".repeat(1 << 20);
        policies.with("llm", "llama", "llama-3-8b");

        for (Reply reply : List.of(
                replyTo("llm", mega, Map.of()),
                replyTo(mega, "llama", Map.of()),
                replyTo("llm", "llama", Map.of("policy", mega)),
                replyTo("llm", "llama", Map.of("models", mega)),
                replyTo("llm", "llama", Map.of("posture", mega)),
                replyTo("llm", "llama", Map.of("maxReplicas", mega)),
                replyTo("llm", "llama", Map.of(mega, "x")),
                replyTo("llm", "llama", Map.of("metricType", mega)),
                replyTo("llm", "x", Map.of("models", "m,".repeat(2000))),
                replyTo("llm", "llama", Map.of("policy", "llama", "models", "m".repeat(4096))))) {
            assertThat(reply).isInstanceOf(Reply.Refusal.class);
            assertThat(((Reply.Refusal) reply).status().getDescription()).hasSizeLessThan(500);
        }
    }

    private static int countOf(Reply reply) {
        return ((Reply.Count) reply).replicas();
    }

    private Reply replyTo(String namespace, String name, Map<String, String> metadata) {
        return answers.replyTo(
                ScaledObjectRef.newBuilder()
                        .setNamespace(namespace)
                        .setName(name)
                        .putAllScalerMetadata(metadata)
                        .build(),
                NOW);
    }

    private static void assertRefused(Reply reply, Status.Code code, String sentence) {
        assertThat(reply).isInstanceOf(Reply.Refusal.class);
        Status status = ((Reply.Refusal) reply).status();
        assertThat(status.getCode()).isEqualTo(code);
        assertThat(status.getDescription()).isEqualTo(sentence);
    }
}
