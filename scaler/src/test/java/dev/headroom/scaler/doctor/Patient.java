// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Evidence;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.Surroundings.Pause;
import dev.headroom.scaler.supply.Surroundings.Room;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ServerStatus;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** A workload that is well: 3 replicas, a lead time of 240 s, KEDA and its HPA as they should be. All settings return the fixture itself. */
final class Patient {
    static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    static final ScaleTarget TARGET = new ScaleTarget("llm", "Deployment", "chat");
    static final int READY = 3;
    private static final int MOST = 10;

    private int most = MOST;

    private final List<Reason> reasons = new ArrayList<>();
    private TelemetryState state = new TelemetryState.Fresh("events arrive", NOW);
    private Mode mode = Mode.ENFORCE;
    private int scraped = READY;
    private OptionalDouble coverage = OptionalDouble.of(1);
    private Optional<Scaling> scaling = Optional.of(scaling(1, MOST, Optional.empty()));
    private Optional<Room> room = Optional.empty();
    private Optional<String> difference = Optional.empty();
    private KedaFacts keda = new KedaFacts("llm", "chat", Duration.ofMinutes(5), Optional.empty(), false);
    private List<AutoscalerFacts> autoscalers = List.of(hpa("keda-hpa-chat", RiseRules.DEFAULT));

    static AutoscalerFacts hpa(String name, RiseRules rise, AutoscalerFacts.Trouble... troubles) {
        return new AutoscalerFacts(name, TARGET, List.of(troubles), rise, Optional.of("2.20.2"));
    }

    Patient reason(ReasonCode code, String sentence) {
        reasons.add(new Reason(code, READY, sentence));
        return this;
    }

    Patient telemetry(TelemetryState value) {
        state = value;
        return this;
    }

    Patient advising() {
        mode = Mode.ADVISE;
        return this;
    }

    Patient scraped(int replicas) {
        scraped = replicas;
        return this;
    }

    Patient coverage(double share) {
        coverage = OptionalDouble.of(share);
        return this;
    }

    Patient withoutScaledObject() {
        scaling = Optional.empty();
        return this;
    }

    Patient limits(int min, int max) {
        scaling = Optional.of(scaling(min, max, Optional.empty()));
        return this;
    }

    /** The policy's maximum, and the ScaledObject's. */
    Patient most(int replicas) {
        most = replicas;
        return limits(1, replicas);
    }

    Patient paused(String annotation) {
        scaling = Optional.of(scaling(1, MOST, Optional.of(new Pause(true, annotation))));
        return this;
    }

    Patient room(int replicas, String... pools) {
        room = Optional.of(new Room(replicas, List.of(pools), "nvidia.com/gpu", 1));
        return this;
    }

    Patient difference(String sentence) {
        difference = Optional.of(sentence);
        return this;
    }

    Patient keda(KedaFacts facts) {
        keda = facts;
        return this;
    }

    Patient autoscalers(AutoscalerFacts... all) {
        autoscalers = List.of(all);
        return this;
    }

    /** The findings about it alone. */
    List<DoctorFinding> findings() {
        ScalingSight sight = new ScalingSight(Optional.of(List.of(keda)), Optional.of(autoscalers));
        return Doctor.examine(wellService(), List.of(facts()), sight);
    }

    /** The same where HPAs may not be listed. */
    List<DoctorFinding> findingsWithoutHpas() {
        ScalingSight sight = new ScalingSight(Optional.of(List.of(keda)), Optional.empty());
        return Doctor.examine(wellService(), List.of(facts()), sight);
    }

    /** The same where the cluster shows nothing. */
    List<DoctorFinding> findingsWithoutCluster() {
        return Doctor.examine(wellService(), List.of(facts()), ScalingSight.NOTHING);
    }

    static ServiceFacts wellService() {
        return new HealthyService().facts();
    }

    private WorkloadFacts facts() {
        SloPolicy policy = new SloPolicy(
                new DocumentName("llm", "chat"),
                new SloPolicy.WorkloadSelector(Set.of("chat"), Optional.of(TARGET)),
                List.of(new Objective(Signal.TTFT, 95, Duration.ofMillis(800))),
                OptionalInt.empty(),
                Optional.empty(),
                new ReplicaLimits(1, most, ReplicaLimits.WhenDark.FALLBACK),
                new SloPolicy.Terms(Posture.BALANCED, Optional.empty(), mode));
        return new WorkloadFacts(policy, Optional.of(plan()), OptionalInt.of(READY), scaling, room, difference);
    }

    private ReplicaPlan plan() {
        Demand demand = new Demand(
                20,
                3,
                Demand.RiseSource.ASSUMED,
                OptionalDouble.empty(),
                200,
                new TrafficShape(1000, 200, TrafficShape.Arrivals.POISSON),
                Duration.ofMinutes(4));
        ServerStatus servers = new ServerStatus(
                READY,
                Optional.of(NOW),
                scraped,
                ServerStatus.Load.UNKNOWN,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                coverage);
        return new ReplicaPlan(
                new WorkloadKey("llm", "chat"),
                NOW,
                state,
                READY,
                true,
                new Answer.Replicas(READY),
                reasons,
                new ReplicaPlan.Basis(
                        Optional.of(demand),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        List.of(),
                        Optional.empty(),
                        new Evidence(Optional.empty(), servers)));
    }

    private static Scaling scaling(int min, int max, Optional<Pause> pause) {
        return new Scaling(
                "chat", Optional.of(TARGET), min, max, pause, OptionalDouble.empty(), OptionalDouble.empty());
    }
}
