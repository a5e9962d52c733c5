// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadExaminationTest {
    @Test
    void aWorkloadThatIsWellHasNoFinding() {
        assertThat(new Patient().findings()).isEmpty();
        assertThat(new Patient().findingsWithoutCluster()).isEmpty();
    }

    @Test
    void darkTelemetryIsNamedWithItsCause() {
        DoctorFinding finding = only(new Patient()
                .telemetry(new TelemetryState.Dark("no event for 90 s while 3 replicas run", Patient.NOW))
                .findings());

        assertThat(finding.code()).isEqualTo(FindingCode.TELEMETRY_ABSENT);
        assertThat(finding.subject()).isEqualTo("llm/chat");
        assertThat(finding.what()).isEqualTo("Telemetry of llm/chat is dark: no event for 90 s while 3 replicas run.");
    }

    @Test
    void aNewWorkloadGetsTwoMinutes() {
        assertThat(new Patient()
                        .telemetry(new TelemetryState.New("no event yet", Patient.NOW.minusSeconds(100)))
                        .findings())
                .isEmpty();
        assertThat(only(new Patient()
                                .telemetry(new TelemetryState.New("no event yet", Patient.NOW.minusSeconds(130)))
                                .findings())
                        .code())
                .isEqualTo(FindingCode.TELEMETRY_ABSENT);
    }

    @Test
    void lateTelemetryIsALag() {
        assertThat(only(new Patient()
                                .telemetry(new TelemetryState.Lagging("3000 records wait", Patient.NOW))
                                .findings())
                        .code())
                .isEqualTo(FindingCode.TELEMETRY_LAGS);
    }

    @Test
    void aSeriesThatFrozeIsCounted() {
        DoctorFinding finding = only(new Patient().scraped(2).findings());

        assertThat(finding.code()).isEqualTo(FindingCode.SERVERS_SILENT);
        assertThat(finding.what()).isEqualTo("Only 2 of 3 Ready replicas of llm/chat report metrics.");
        assertThat(new Patient().scraped(0).findings())
                .as("without a scrape at all events alone count")
                .isEmpty();
    }

    @Test
    void aSampleOfSpansIsNamedWithItsShare() {
        assertThat(only(new Patient().coverage(0.25).findings()).what())
                .isEqualTo("Spans or events report 25 % of the requests that the servers of llm/chat count.");
        assertThat(new Patient().coverage(0.93).findings()).isEmpty();
    }

    @Test
    void reasonsOfThePlanThatNeedSomebodyAreFindings() {
        assertThat(only(new Patient()
                                .reason(
                                        ReasonCode.PROFILE_ABSENT,
                                        "the policy names profile h100, which does not exist")
                                .findings())
                        .code())
                .isEqualTo(FindingCode.PROFILE_ABSENT);
        assertThat(only(new Patient()
                                .reason(ReasonCode.STUCK_START, "pod chat-1 starts for 900 s")
                                .findings())
                        .what())
                .isEqualTo("A replica does not start: pod chat-1 starts for 900 s.");
    }

    @Test
    void poolsThatCannotHostAReplicaAreNamed() {
        assertThat(only(new Patient().room(0).findings()).what())
                .isEqualTo("No NodePool can ever host a replica of llm/chat.");
        assertThat(new Patient().room(4, "gpu").findings()).isEmpty();
    }

    @Test
    void policiesThatDifferBetweenReplicasAreNamed() {
        assertThat(only(new Patient()
                                .difference("the plan was made with another policy")
                                .findings())
                        .code())
                .isEqualTo(FindingCode.POLICY_DIFFERS);
    }

    @Test
    void problemsComeBeforeWarnings() {
        assertThat(new Patient().coverage(0.5).room(0).findings())
                .extracting(DoctorFinding::code)
                .containsExactly(FindingCode.NO_ROOM, FindingCode.COVERAGE_LOW);
    }

    private static DoctorFinding only(List<DoctorFinding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
