// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.doctor.AutoscalerFacts.Trouble;
import dev.headroom.scaler.doctor.RiseRules.Limit;
import dev.headroom.scaler.doctor.RiseRules.Select;
import dev.headroom.scaler.plan.ReasonCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingExaminationTest {
    private static final String HPA = "keda-hpa-chat";

    @Test
    void aPolicyThatEnforcesNeedsAScaledObject() {
        assertThat(only(new Patient().withoutScaledObject().findings()).code())
                .isEqualTo(FindingCode.SCALED_OBJECT_ABSENT);
        assertThat(new Patient().withoutScaledObject().advising().findings()).isEmpty();
        assertThat(new Patient().withoutScaledObject().findingsWithoutCluster())
                .as("what cannot be seen is no finding")
                .isEmpty();
    }

    @Test
    void aScaledObjectThatIsNotReadyIsNamedWithKedasMessage() {
        DoctorFinding finding = only(new Patient()
                .keda(keda(300, Optional.of("ScaledObject doesn't have correct scaleTargetRef"), false))
                .findings());

        assertThat(finding.code()).isEqualTo(FindingCode.SCALED_OBJECT_NOT_READY);
        assertThat(finding.why()).isEqualTo("KEDA's message: ScaledObject doesn't have correct scaleTargetRef");
    }

    @Test
    void aFallbackInForceIsAProblem() {
        assertThat(only(new Patient().keda(keda(300, Optional.empty(), true)).findings())
                        .code())
                .isEqualTo(FindingCode.FALLBACK_IN_FORCE);
    }

    @Test
    void aPauseIsNamedWithItsAnnotation() {
        DoctorFinding finding = only(new Patient()
                .paused("autoscaling.keda.sh/paused: \"true\"")
                .autoscalers()
                .findings());

        assertThat(finding.what()).isEqualTo("ScaledObject chat is paused by autoscaling.keda.sh/paused: \"true\".");
    }

    @Test
    void limitsThatDifferAreNamedWithBothNumbers() {
        assertThat(only(new Patient().limits(1, 6).findings()).what())
                .isEqualTo("maxReplicaCount of chat is 6, and replicas.max of the policy is 10.");
        assertThat(only(new Patient().limits(2, 10).findings()).what())
                .isEqualTo("minReplicaCount of chat is 2, and replicas.min of the policy is 1.");
    }

    @Test
    void aCooldownMustOutlastAStartWhereKedaMayGoToZero() {
        assertThat(only(new Patient()
                                .limits(0, 10)
                                .keda(keda(60, Optional.empty(), false))
                                .findings())
                        .what())
                .isEqualTo("cooldownPeriod of chat is 60 s, and a replica takes 240 s to start.");
        assertThat(new Patient().keda(keda(60, Optional.empty(), false)).findings())
                .as("at least one replica stays")
                .isEmpty();
    }

    @Test
    void aScaledObjectWithoutAnHpaIsAProblem() {
        assertThat(only(new Patient().autoscalers().findings()).code()).isEqualTo(FindingCode.HPA_ABSENT);
    }

    @Test
    void hpasThatMayNotBeListedAreOneFinding() {
        DoctorFinding finding = only(new Patient().findingsWithoutHpas());

        assertThat(finding.code()).isEqualTo(FindingCode.RIGHTS_ABSENT);
        assertThat(finding.subject()).isEqualTo("horizontalpodautoscalers.autoscaling");
    }

    @Test
    void aStepBeyondThePolicysMaximumIsNotAskedOfTheHpa() {
        RiseRules never = new RiseRules(Duration.ZERO, Select.DISABLED, RiseRules.DEFAULT.limits());

        assertThat(new Patient()
                        .most(Patient.READY)
                        .autoscalers(Patient.hpa(HPA, never))
                        .findings())
                .isEmpty();
    }

    @Test
    void twoHpasOfOneTargetAreNamed() {
        DoctorFinding finding = only(new Patient()
                .autoscalers(Patient.hpa(HPA, RiseRules.DEFAULT), Patient.hpa("cpu", RiseRules.DEFAULT))
                .findings());

        assertThat(finding.code()).isEqualTo(FindingCode.TARGET_SHARED);
        assertThat(finding.what()).isEqualTo("HPAs cpu, keda-hpa-chat scale one Deployment, chat.");
    }

    @ParameterizedTest
    @CsvSource({
        "FailedGetExternalMetric, METRIC_UNKNOWN",
        "AmbiguousSelector, TARGET_SHARED",
        "InvalidSelector, SELECTOR_ABSENT",
        "FailedGetScale, TARGET_UNSCALABLE"
    })
    void conditionsOfTheHpaAreFindings(String reason, FindingCode code) {
        DoctorFinding finding = only(new Patient()
                .autoscalers(Patient.hpa(HPA, RiseRules.DEFAULT, new Trouble(reason, "its message")))
                .findings());

        assertThat(finding.code()).isEqualTo(code);
        assertThat(finding.why()).isEqualTo("Kubernetes says " + reason + ": its message");
    }

    @Test
    void aTargetAtZeroIsNoFinding() {
        assertThat(new Patient()
                        .autoscalers(Patient.hpa(
                                HPA, RiseRules.DEFAULT, new Trouble("ScalingDisabled", "the target is zero")))
                        .findings())
                .isEmpty();
    }

    @Test
    void rulesSlowerThanAStartAreNamedWithTheirTime() {
        RiseRules onePodInTwoMinutes =
                new RiseRules(Duration.ZERO, Select.MAX, List.of(new Limit(1, false, Duration.ofMinutes(3))));

        DoctorFinding finding = only(
                new Patient().autoscalers(Patient.hpa(HPA, onePodInTwoMinutes)).findings());

        assertThat(finding.code()).isEqualTo(FindingCode.BEHAVIOR_SLOW);
        assertThat(finding.what()).isEqualTo("behavior.scaleUp of HPA keda-hpa-chat takes 360 s from 3 to 6 replicas.");
    }

    @Test
    void rulesThatForbidARiseAreNamed() {
        RiseRules never = new RiseRules(Duration.ZERO, Select.DISABLED, RiseRules.DEFAULT.limits());

        assertThat(only(new Patient().autoscalers(Patient.hpa(HPA, never)).findings())
                        .what())
                .isEqualTo("behavior.scaleUp of HPA keda-hpa-chat never allows a step from 3 to 6 replicas.");
    }

    @Test
    void aStepThatTheToleranceSwallowsIsNamed() {
        assertThat(only(new Patient()
                                .reason(
                                        ReasonCode.HPA_TOLERANCE,
                                        "the tolerance of 10 % ignores the step from 20 to 22")
                                .findings())
                        .code())
                .isEqualTo(FindingCode.HPA_TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.16.1", "1.9.0"})
    void anOldKedaIsNamed(String version) {
        assertThat(only(new Patient().autoscalers(madeBy(version)).findings()).what())
                .isEqualTo("KEDA is version " + version + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.17.0", "2.20.2", "3.0.0", "main"})
    void otherVersionsAreFine(String version) {
        assertThat(new Patient().autoscalers(madeBy(version)).findings()).isEmpty();
    }

    private static AutoscalerFacts madeBy(String version) {
        return new AutoscalerFacts(HPA, Patient.TARGET, List.of(), RiseRules.DEFAULT, Optional.of(version));
    }

    private static KedaFacts keda(int cooldownSeconds, Optional<String> notReady, boolean fallback) {
        return new KedaFacts("llm", "chat", Duration.ofSeconds(cooldownSeconds), notReady, fallback);
    }

    private static DoctorFinding only(List<DoctorFinding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
