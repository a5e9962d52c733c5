// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.doctor.ServiceFacts.Certificate;
import dev.headroom.scaler.doctor.ServiceFacts.Feed;
import dev.headroom.scaler.doctor.ServiceFacts.Stranger;
import dev.headroom.scaler.doctor.TopicFacts.Use;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceExaminationTest {
    private static final Stranger STRANGER = new Stranger(
            "topic llm.spans, namespace llm, model mistral",
            "a policy in namespace llm must name model mistral",
            42,
            Patient.NOW.minusSeconds(5));

    @Test
    void aServiceThatIsWellHasNoFinding() {
        assertThat(new HealthyService().findings()).isEmpty();
    }

    @Test
    void anInvalidDocumentIsNamedWithItsFault() {
        DoctorFinding finding = only(new HealthyService()
                .fault("slo-policy llm/chat", "replicas.max must be at least 1, was 0")
                .findings());

        assertThat(finding.code()).isEqualTo(FindingCode.DOCUMENT_INVALID);
        assertThat(finding.what())
                .isEqualTo(
                        "The newest version of slo-policy llm/chat is invalid: replicas.max must be at least 1, was 0.");
        assertThat(finding.remedy()).isEqualTo("Correct the ConfigMap.");
    }

    @Test
    void recordsThatWaitSinceTheStartAreCounted() {
        DoctorFinding finding =
                only(new HealthyService().feed(new Feed(false, 3000, 0, 0)).findings());

        assertThat(finding.code()).isEqualTo(FindingCode.TELEMETRY_LAGS);
        assertThat(finding.what()).isEqualTo("3000 records of telemetry wait in Kafka.");
    }

    @Test
    void aShareOfEventsFromTheFutureIsAClock() {
        assertThat(new HealthyService().feed(new Feed(true, 0, 9_999, 1)).findings())
                .isEmpty();

        DoctorFinding finding =
                only(new HealthyService().feed(new Feed(true, 0, 900, 100)).findings());

        assertThat(finding.code()).isEqualTo(FindingCode.CLOCK_SKEW);
        assertThat(finding.what()).isEqualTo("100 of 1000 events of the last 15 min lie in the future.");
    }

    @Test
    void telemetryOfNoWorkloadIsNamedWithTheMissingSetting() {
        DoctorFinding finding = only(new HealthyService().stranger(STRANGER).findings());

        assertThat(finding.code()).isEqualTo(FindingCode.UNATTRIBUTED);
        assertThat(finding.what())
                .isEqualTo("42 records of topic llm.spans, namespace llm, model mistral belong to no workload.");
        assertThat(finding.remedy()).isEqualTo(STRANGER.missing());
    }

    @Test
    void strangersThatWentAreNoFinding() {
        Stranger gone = new Stranger(STRANGER.what(), STRANGER.missing(), 42, Patient.NOW.minusSeconds(3600));

        assertThat(new HealthyService().stranger(gone).findings()).isEmpty();
    }

    @Test
    void kafkaThatDoesNotAnswerIsSaidOnce() {
        assertThat(only(new HealthyService().withoutKafka().findings()).code()).isEqualTo(FindingCode.KAFKA_AWAY);
    }

    @Test
    void aTopicOfTelemetryMayBeAbsentWhileAnotherExists() {
        TopicFacts events = HealthyService.absent("llm.requests", Use.TELEMETRY);

        assertThat(new HealthyService()
                        .topics(HealthyService.SPANS, events, HealthyService.PLANS)
                        .findings())
                .isEmpty();
        assertThat(only(new HealthyService()
                                .topics(events, HealthyService.PLANS)
                                .findings())
                        .what())
                .isEqualTo("Topic 'llm.requests' does not exist.");
    }

    @Test
    void aTopicThatMayNotBeReadIsAFindingInAnyCase() {
        TopicFacts refused = new TopicFacts(
                "llm.metrics",
                Use.TELEMETRY,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.of("Topic authorization failed."));

        DoctorFinding finding = only(new HealthyService()
                .topics(HealthyService.SPANS, refused, HealthyService.PLANS)
                .findings());

        assertThat(finding.code()).isEqualTo(FindingCode.TOPIC_ABSENT);
        assertThat(finding.remedy()).contains("rights");
    }

    @Test
    void theTopicOfPlansMustExistWithOnePartitionAndBeCompacted() {
        assertThat(only(new HealthyService()
                                .topics(HealthyService.SPANS, HealthyService.absent("headroom.plans", Use.PLANS))
                                .findings())
                        .remedy())
                .isEqualTo("Create it with one partition and cleanup.policy=compact.");
        assertThat(new HealthyService()
                        .topics(HealthyService.SPANS, HealthyService.topic("headroom.plans", Use.PLANS, 3, "delete"))
                        .findings())
                .extracting(DoctorFinding::code)
                .containsExactly(FindingCode.PARTITIONS_WRONG, FindingCode.NOT_COMPACTED);
    }

    @ParameterizedTest
    @EnumSource(WatchTrouble.Cause.class)
    void aKindThatCannotBeSeenIsNamed(WatchTrouble.Cause cause) {
        List<DoctorFinding> nodePools =
                new HealthyService().trouble("nodepools.karpenter.sh", cause).findings();

        switch (cause) {
            case FORBIDDEN -> {
                assertThat(only(nodePools).code()).isEqualTo(FindingCode.RIGHTS_ABSENT);
                assertThat(only(nodePools).why()).isEqualTo("Off until then: what needs nodepools.karpenter.sh.");
            }
            case AWAY -> assertThat(only(nodePools).code()).isEqualTo(FindingCode.API_SERVER_AWAY);
            case ABSENT ->
                assertThat(nodePools).as("a cluster without Karpenter is fine").isEmpty();
        }
    }

    @Test
    void aClusterWithoutKedaIsNot() {
        assertThat(only(new HealthyService()
                                .trouble("scaledobjects.keda.sh", WatchTrouble.Cause.ABSENT)
                                .findings())
                        .code())
                .isEqualTo(FindingCode.KEDA_ABSENT);
    }

    @Test
    void aCertificateIsNamedAWeekBeforeItEnds() {
        assertThat(new HealthyService()
                        .certificate(new Certificate(Optional.of(Duration.ofDays(30))))
                        .findings())
                .isEmpty();
        assertThat(only(new HealthyService()
                                .certificate(new Certificate(Optional.of(Duration.ofHours(30))))
                                .findings())
                        .what())
                .isEqualTo("The certificate of the gRPC port ends in 30 h.");
        assertThat(only(new HealthyService()
                                .certificate(new Certificate(Optional.of(Duration.ofHours(-1))))
                                .findings())
                        .what())
                .isEqualTo("The certificate of the gRPC port has expired.");
        assertThat(only(new HealthyService()
                                .certificate(new Certificate(Optional.empty()))
                                .findings())
                        .what())
                .isEqualTo("The gRPC port has no usable certificate.");
    }

    private static DoctorFinding only(List<DoctorFinding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
