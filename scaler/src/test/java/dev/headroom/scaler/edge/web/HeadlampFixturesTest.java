// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.cycle.Plans;
import dev.headroom.scaler.cycle.PolicyAgreement;
import dev.headroom.scaler.cycle.RunningReplicas.Running;
import dev.headroom.scaler.cycle.TriggerPostures;
import dev.headroom.scaler.decision.NewestDecisions;
import dev.headroom.scaler.doctor.DoctorFinding;
import dev.headroom.scaler.doctor.FindingCode;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Evidence;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.plan.SloStatus;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.scaler.supply.Surroundings.Room;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.scaler.supply.SurroundingsSource;
import dev.headroom.scaler.timeline.Timelines;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The tests of the Headlamp plugin read the answers of the service: a field that gets another name fails here. */
class HeadlampFixturesTest {
    private static final Path FIXTURES = Path.of("../src/headlamp/test-fixtures");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
    private static final String NAMESPACE = "llm";

    private static final Plans PLANS = plans(List.of(
            plan(
                    "llm/batch",
                    new TelemetryState.Dark("the broker has not answered for 190 s", NINE),
                    2,
                    new Answer.Unavailable("telemetry has been dark for 190 s"),
                    Optional.empty()),
            plan(
                    "llm/chat",
                    new TelemetryState.Fresh("events arrive", NINE),
                    8,
                    new Answer.Replicas(8),
                    Optional.of(new BudgetStanding(5000, 0.05, 0.03, 2.4, 0.5)),
                    new Reason(
                            ReasonCode.RISE_WITHIN_LEAD_TIME,
                            5,
                            "arrivals of 86.04 requests/s may rise by 35.28 within 360 s; one replica carries 24.82: 5 needed"),
                    new Reason(ReasonCode.HOLD, 8, "held at 8 until 09:10: 8 were needed at 08:55")),
            plan(
                    "ml/rank",
                    new TelemetryState.Idle("no request for an hour", NINE),
                    0,
                    new Answer.Replicas(0),
                    Optional.empty())));

    @Test
    void workloads() throws IOException {
        WorkloadsResource resource = new WorkloadsResource(
                PLANS,
                new NewestDecisions(),
                new PolicyAgreement(NO_POLICIES, TriggerPostures.NONE, NO_LISTENER),
                NO_POLICIES,
                ONE_SCALED_OBJECT);

        assertIsFixture("workloads.json", resource.all(NAMESPACE));
        assertThat(resource.all("elsewhere")).isEmpty();
        assertThat(resource.all(null)).hasSize(3);
    }

    @Test
    void fleet() throws IOException {
        Timelines timelines = new Timelines(
                PLANS,
                workload ->
                        workload.name().equals("chat") ? Optional.of(new Running(6, 2)) : Optional.<Running>empty());
        timelines.roundOver(NINE);
        FleetResource resource = new FleetResource(PLANS, timelines, () -> NINE, JSON);

        assertIsFixture("fleet.json", resource.all(NAMESPACE));
        assertThat(resource.all("elsewhere")).isEmpty();
        assertThat(resource.all(null)).hasSize(3);
    }

    @Test
    void doctor() throws IOException {
        assertIsFixture(
                "doctor.json",
                List.of(
                        FindingView.of(new DoctorFinding(
                                FindingCode.DOCUMENT_INVALID,
                                "slo-policy llm/ill",
                                "The newest version of slo-policy llm/ill is invalid: objectives must not be empty.",
                                "Its last valid version, if there is one, stays in force.",
                                "Correct the ConfigMap.")),
                        FindingView.of(new DoctorFinding(
                                FindingCode.KAFKA_AWAY,
                                "kafka",
                                "Kafka does not answer.",
                                "No telemetry arrives, and plans are not shared.",
                                "Start the broker.")),
                        FindingView.of(new DoctorFinding(
                                FindingCode.LIMITS_DIFFER,
                                "llm/chat",
                                "maxReplicaCount of chat is 6, and replicas.max of the policy is 40.",
                                "KEDA never goes above 6.",
                                "Set both to the same number."))));
    }

    @Test
    void theChartNamesThePortThatThePluginAsks() {
        assertThat(FIXTURES.resolve("../src/headroom.ts")).content().contains(":http/proxy");
        assertThat(Path.of("../deploy/helm/headroom/templates/service.yaml"))
                .content()
                .contains("- name: http\n");
    }

    private static void assertIsFixture(String name, List<?> views) throws IOException {
        String now = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(views);

        assertThat(JSON.readTree(Files.readString(FIXTURES.resolve(name))))
                .as("%s must hold the service's answer, which is now:%n%s%n", name, now)
                .isEqualTo(JSON.readTree(now));
    }

    private static ReplicaPlan plan(
            String workload,
            TelemetryState state,
            int desired,
            Answer answer,
            Optional<BudgetStanding> budget,
            Reason... reasons) {
        String[] parts = workload.split("/", 2);
        Objective objective = new Objective(Signal.TTFT, 95, Duration.ofMillis(800));
        return new ReplicaPlan(
                new WorkloadKey(parts[0], parts[1]),
                NINE,
                state,
                desired,
                true,
                answer,
                List.of(reasons),
                new ReplicaPlan.Basis(
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        List.of(new SloStatus(objective, OptionalDouble.empty(), 0)),
                        budget,
                        Evidence.NONE));
    }

    private static Plans plans(List<ReplicaPlan> all) {
        return new Plans() {
            @Override
            public Optional<ReplicaPlan> latest(WorkloadKey workload) {
                return all.stream()
                        .filter(plan -> plan.workload().equals(workload))
                        .findFirst();
            }

            @Override
            public Optional<Instant> knownSince(WorkloadKey workload) {
                return latest(workload).map(ReplicaPlan::madeAt);
            }

            @Override
            public Collection<ReplicaPlan> all() {
                return all;
            }
        };
    }

    private static final SloSource NO_POLICIES = new SloSource() {
        @Override
        public Collection<PolicyStatus> all() {
            return List.of();
        }

        @Override
        public Optional<PolicyStatus> findPolicy(DocumentName name) {
            return Optional.empty();
        }

        @Override
        public boolean loaded() {
            return true;
        }
    };

    private static final PolicyAgreement.Listener NO_LISTENER = new PolicyAgreement.Listener() {
        @Override
        public void differs(WorkloadKey workload, String sentence) {
            throw new AssertionError(sentence);
        }

        @Override
        public void agrees(WorkloadKey workload) {
            throw new AssertionError(workload);
        }
    };

    /** The ScaledObject and the Deployment have names of their own. */
    private static final SurroundingsSource ONE_SCALED_OBJECT = new SurroundingsSource() {
        @Override
        public Optional<Room> roomFor(ScaleTarget target) {
            return Optional.empty();
        }

        @Override
        public Optional<Scaling> scalingOf(WorkloadKey workload, Optional<ScaleTarget> target) {
            return workload.name().equals("chat")
                    ? Optional.of(new Scaling(
                            "chat-scaler",
                            Optional.of(new ScaleTarget(NAMESPACE, "Deployment", "chat-server")),
                            1,
                            6,
                            Optional.empty(),
                            OptionalDouble.empty(),
                            OptionalDouble.empty()))
                    : Optional.empty();
        }
    };
}
