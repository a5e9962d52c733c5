// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.scaler.edge.grpc.check.Place.Security;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What helm test finds at a service with one replica on this machine, and what it says. */
class InstallationCheckTest {
    private static final String ONE_POLICY = "headroom_policy_valid{namespace=\"llm\",policy=\"chat\"} 1.0";

    private final StandInReplica replica = new StandInReplica();

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void aServiceWithoutPoliciesIsInstalledAndHasNothingToPlan() {
        assertThat(lines(1))
                .containsExactly(
                        "ok     Replica 127.0.0.1 is healthy.",
                        "ok     The topic of plans is reachable, and one replica plans.",
                        "note   No policy exists yet, so there is nothing to plan.",
                        "ok     Replica 127.0.0.1 answers KEDA's call GetMetricSpec on port " + replica.grpcPort()
                                + ".");
    }

    @Test
    void aServiceThatKedaAsksAnswersForItsPolicies() {
        replica.meters.add(ONE_POLICY);
        replica.kedaAsks = true;

        assertThat(lines(1))
                .contains(
                        "ok     The only policy is valid.",
                        "ok     KEDA asks: the count of its calls rises.",
                        "ok     Replica 127.0.0.1 answers GetMetrics for llm/chat with 4 replicas.")
                .noneMatch(line -> line.startsWith("FAILED"));
    }

    @Test
    void aPolicyThatKedaNeverAsksForFails() {
        replica.meters.add(ONE_POLICY);

        assertThat(lines(1))
                .contains("FAILED No call of KEDA came within 0 s: a ScaledObject must name 127.0.0.1:"
                        + replica.grpcPort() + " in scalerAddress, and the NetworkPolicy must let KEDA in.");
    }

    @Test
    void itsOwnCallsAreNotTakenForKedas() {
        replica.meters.add(ONE_POLICY);

        List<InstallationFinding> findings = check(1).findings();

        int asked = indexOf(findings, "No call of KEDA");
        assertThat(asked).isLessThan(indexOf(findings, "GetMetricSpec"));
    }

    @Test
    void aReplicaThatIsNotReadySaysWhichCheckIsDown() {
        replica.health = "{\"status\": \"DOWN\", \"checks\": [{\"name\": \"telemetry-feed\", \"status\": \"DOWN\"}]}";

        assertThat(lines(1)).contains("FAILED Replica 127.0.0.1 is not healthy: check telemetry-feed is down.");
    }

    @Test
    void replicasThatAreMissingAreCounted() {
        assertThat(lines(3))
                .contains("FAILED The name 127.0.0.1 has 1 of 3 addresses, so some replicas are not Ready: "
                        + "look at their pods.");
    }

    @Test
    void aTopicOfPlansThatIsNotReachedFails() {
        replica.meters.clear();
        replica.meters.addAll(List.of("headroom_plans_owner 0.0", "headroom_plans_topic_reachable 0.0"));

        assertThat(lines(1))
                .contains(
                        "FAILED Replica 127.0.0.1 does not reach the topic of plans: its log holds the cause.",
                        "FAILED 0 replicas plan, must be one: look for 'plans duty=' in their logs.");
    }

    @Test
    void plansInMemoryHaveNoLeader() {
        replica.meters.clear();

        assertThat(lines(1)).noneMatch(line -> line.contains("plan,") || line.startsWith("FAILED"));
    }

    @Test
    void aFaultyPolicyFails() {
        replica.meters.add("headroom_policy_valid{namespace=\"llm\",policy=\"chat\"} 0.0");

        assertThat(lines(1))
                .contains("FAILED Policy llm/chat is not valid: an Event of its ConfigMap names the key, "
                        + "the value and the rule.");
    }

    @Test
    void noNumberWithoutTelemetryIsNoFaultOfTheInstallation() {
        replica.meters.add(ONE_POLICY);
        replica.kedaAsks = true;
        replica.refusal = Optional.of(Status.UNAVAILABLE.withDescription("telemetry is dark"));

        assertThat(lines(1))
                .contains(
                        "note   Replica 127.0.0.1 answers GetMetrics for llm/chat with UNAVAILABLE, telemetry is dark.")
                .noneMatch(line -> line.startsWith("FAILED"));
    }

    @Test
    void aRefusalFails() {
        replica.meters.add(ONE_POLICY);
        replica.kedaAsks = true;
        replica.refusal = Optional.of(Status.INVALID_ARGUMENT.withDescription("no policy"));

        assertThat(lines(1))
                .contains("FAILED Replica 127.0.0.1 answers GetMetrics for llm/chat with INVALID_ARGUMENT, no policy.");
    }

    @Test
    void plainTextWhereTlsIsPromisedFails() {
        Place place = new Place(
                "127.0.0.1", replica.httpPort(), replica.grpcPort(), 1, Security.MUTUAL_TLS, Optional.empty());

        assertThat(new InstallationCheck(place, Duration.ZERO, Duration.ZERO).findings())
                .filteredOn(InstallationFinding::isFailed)
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .startsWith("Replica 127.0.0.1 fails in the TLS handshake on port " + replica.grpcPort()));
    }

    @Test
    void aNameThatNobodyHasFails() {
        Place place = new Place("headroom.invalid", 8080, 9090, 3, Security.PLAIN, Optional.empty());

        assertThat(new InstallationCheck(place, Duration.ZERO, Duration.ZERO).findings())
                .extracting(InstallationFinding::line)
                .containsExactly("FAILED The name headroom.invalid has 0 of 3 addresses, so some replicas are not "
                        + "Ready: look at their pods.");
    }

    @Test
    void theExitCodeSaysWhetherAnythingFailed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);

        int code = InstallationCheck.run(
                printed,
                "--host=127.0.0.1",
                "--http-port=" + replica.httpPort(),
                "--grpc-port=" + replica.grpcPort(),
                "--replicas=1");

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(4);
        assertThat(InstallationCheck.run(printed, "--host=")).isEqualTo(2);
    }

    @Test
    void aWrongArgumentIsNamed() {
        assertThatThrownBy(() -> Place.of("--hosts=a")).hasMessageContaining("was '--hosts=a'");
        assertThatThrownBy(() -> Place.of("--host=a", "--http-port=many"))
                .hasMessage("--http-port must be a whole number above 0, was 'many'");
        assertThatThrownBy(
                        () -> Place.of("--host=a", "--http-port=1", "--grpc-port=1", "--replicas=1", "--security=some"))
                .hasMessage("--security must be plain, tls or mutual-tls, was 'some'");
    }

    @Test
    void seriesAreReadWithTheirLabels() {
        Meters meters = Meters.in("""
                # HELP a_total text
                a_total{x="1",y="one, {two}"} 2.0
                a_total{x="2"} 3.0
                b 1.0E3
                """);

        assertThat(meters.sum("a_total")).isEqualTo(5);
        assertThat(meters.named("a_total").get(0).label("y")).isEqualTo("one, {two}");
        assertThat(meters.sum("b")).isEqualTo(1000);
        assertThat(meters.sum("c")).isZero();
    }

    private List<String> lines(int replicas) {
        return check(replicas).findings().stream()
                .map(InstallationFinding::line)
                .toList();
    }

    private InstallationCheck check(int replicas) {
        Place place = new Place(
                "127.0.0.1", replica.httpPort(), replica.grpcPort(), replicas, Security.PLAIN, Optional.empty());
        return new InstallationCheck(place, Duration.ZERO, Duration.ZERO);
    }

    private static int indexOf(List<InstallationFinding> findings, String words) {
        for (int i = 0; i < findings.size(); i++) {
            if (findings.get(i).sentence().contains(words)) {
                return i;
            }
        }
        throw new AssertionError("no finding has the words " + words + ": " + findings);
    }
}
