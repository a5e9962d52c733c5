// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.telemetry.fixture.ReadingFixture.lasting;
import static dev.headroom.telemetry.fixture.ReadingFixture.reading;

import dev.headroom.scaler.capacity.Infeasible;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.scaler.learn.RollingMaximum;
import dev.headroom.scaler.slo.CostTerms;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.Supply;
import dev.headroom.scaler.supply.Surroundings;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.ArrivalSource;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.ServerStatus;
import dev.headroom.telemetry.snapshot.TelemetryState;
import dev.headroom.telemetry.snapshot.UnfinishedRequests;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A workload to plan for: steady demand, one replica may be booked with 12.8 requests/s. All settings return the fixture itself.
 */
final class PlanFixture {
    static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    static final WorkloadKey WORKLOAD = new WorkloadKey("llm", "chat");
    private static final int GPUS = 8;

    /** Generated tokens that a request takes. */
    private static final double WORK = 1000;

    private final List<Objective> objectives = new ArrayList<>();
    private OptionalDouble receives = OptionalDouble.empty();
    private double mayRise;
    private TelemetryState state = new TelemetryState.Fresh("events arrive", NOW);
    private ReplicaLimits limits = new ReplicaLimits(1, 40, ReplicaLimits.WhenDark.FALLBACK);
    private Mode mode = Mode.ENFORCE;
    private OptionalInt perReplica = OptionalInt.empty();
    private OptionalDouble carried = OptionalDouble.of(12.8);
    private CapacityEstimate.Source source = CapacityEstimate.Source.SHOWN;
    private OptionalDouble limit = OptionalDouble.empty();
    private Optional<CapacityEstimate.Breach> breach = Optional.empty();
    private OptionalDouble unavoidable = OptionalDouble.empty();
    private List<Infeasible> infeasible = List.of();
    private List<String> differences = List.of();
    private Optional<String> profileAbsent = Optional.empty();
    private Optional<RollingMaximum.Peak> held = Optional.empty();
    private OptionalInt current = OptionalInt.empty();
    private OptionalInt ready = OptionalInt.empty();
    private List<Supply.Starting> starting = List.of();
    private Surroundings around = Surroundings.UNKNOWN;
    private Duration horizon = Duration.ofMinutes(2);
    private Optional<ReplicaPlan> previous = Optional.empty();
    private OptionalDouble endToEnd = OptionalDouble.empty();
    private double firstToken = Double.NaN;
    private Optional<ArrivalRate> arrivals = Optional.empty();
    private Instant knownSince = Instant.EPOCH;
    private ServerStatus servers = ServerStatus.unscraped(0);
    private List<UnfinishedRequests.Group> unfinished = List.of();
    private long failed;

    private PlanFixture() {}

    static PlanFixture aWorkload() {
        return new PlanFixture();
    }

    PlanFixture receiving(double requestsPerSecond) {
        return receiving(requestsPerSecond, 0);
    }

    PlanFixture receiving(double requestsPerSecond, double rise) {
        arrivals = arrivals.or(() -> Optional.of(new ArrivalRate(requestsPerSecond, 60, NOW.minusSeconds(60), NOW)));
        receives = OptionalDouble.of(requestsPerSecond);
        mayRise = rise;
        return this;
    }

    PlanFixture promisingE2e(long millis) {
        return promising(Signal.E2E, millis);
    }

    PlanFixture promising(Signal signal, long millis) {
        objectives.add(new Objective(signal, 95, Duration.ofMillis(millis)));
        return this;
    }

    PlanFixture atMostInFlight(int requests) {
        perReplica = OptionalInt.of(requests);
        return this;
    }

    /** Requests/s that a replica may be booked with. */
    PlanFixture carrying(double requestsPerSecond) {
        carried = OptionalDouble.of(requestsPerSecond);
        return this;
    }

    PlanFixture knownFrom(CapacityEstimate.Source where) {
        source = where;
        return this;
    }

    /** Nothing is known of a replica. */
    PlanFixture withoutCapacity() {
        carried = OptionalDouble.empty();
        return this;
    }

    /** The promise is broken, and a replica carries at most so many requests/s. */
    PlanFixture breaking(Duration ago, double requestsPerSecond) {
        return limited(new CapacityEstimate.Breach(NOW.minus(ago), false), requestsPerSecond);
    }

    /** Requests wait on full replicas, each of which carries at most so many requests/s. */
    PlanFixture queueing(Duration ago, double requestsPerSecond) {
        return limited(new CapacityEstimate.Breach(NOW.minus(ago), true), requestsPerSecond);
    }

    private PlanFixture limited(CapacityEstimate.Breach by, double requestsPerSecond) {
        breach = Optional.of(by);
        limit = OptionalDouble.of(requestsPerSecond * WORK);
        return this;
    }

    /** So many times what may be missed is missed at every load. */
    PlanFixture missingAnyway(double share) {
        unavoidable = OptionalDouble.of(share);
        return this;
    }

    PlanFixture infeasible(Infeasible... objectivesThatNoNumberKeeps) {
        infeasible = List.of(objectivesThatNoNumberKeeps);
        return this;
    }

    PlanFixture stating(String... sentences) {
        differences = List.of(sentences);
        return this;
    }

    /** So many replicas were needed some time ago. */
    PlanFixture needed(double replicas, Duration ago) {
        held = Optional.of(new RollingMaximum.Peak(NOW.minus(ago), replicas));
        return this;
    }

    PlanFixture in(TelemetryState telemetry) {
        state = telemetry;
        return this;
    }

    PlanFixture steppingAtMost(int replicas) {
        limits = new ReplicaLimits(limits.min(), limits.max(), OptionalInt.of(replicas), limits.whenDark());
        return this;
    }

    PlanFixture between(int min, int max) {
        limits = new ReplicaLimits(min, max, limits.whenDark());
        return this;
    }

    PlanFixture holdingWhenDark() {
        limits = new ReplicaLimits(limits.min(), limits.max(), ReplicaLimits.WhenDark.HOLD);
        return this;
    }

    PlanFixture advising() {
        mode = Mode.ADVISE;
        return this;
    }

    PlanFixture running(int replicas) {
        current = OptionalInt.of(replicas);
        return this;
    }

    /** Pods that are Ready. */
    PlanFixture ready(int replicas) {
        ready = OptionalInt.of(replicas);
        return this;
    }

    /** One more that has begun to start. */
    PlanFixture starting(int expectedInSeconds, double credit) {
        return begun(Optional.empty(), expectedInSeconds, credit, Optional.empty());
    }

    /** One more that loads on a node. */
    PlanFixture loading() {
        return begun(Optional.of("h100"), 60, 1, Optional.empty());
    }

    /** One more that waits, with a node on its way or without. */
    PlanFixture waiting(boolean claimed) {
        String sentence = claimed ? "waits for NodeClaim x" : "has waited 70 s for a node";
        return begun(Optional.empty(), 90, claimed ? 1 : 0, Optional.of(new Supply.Wait(claimed, sentence)));
    }

    private PlanFixture begun(Optional<String> hardware, int left, double credit, Optional<Supply.Wait> awaits) {
        List<Supply.Starting> all = new ArrayList<>(starting);
        Duration age = Duration.ofSeconds(awaits.isPresent() ? 70 : 30);
        all.add(new Supply.Starting("chat-" + all.size(), hardware, age, Duration.ofSeconds(left), credit, awaits));
        starting = all;
        return this;
    }

    /** One of the ready ones goes. */
    PlanFixture leaving(String name) {
        List<Surroundings.Leaving> all = new ArrayList<>(around.leaving());
        all.add(new Surroundings.Leaving(name, Duration.ofMinutes(3), "Capacity Block cr-1 ends"));
        around = new Surroundings(all, around.room(), around.scaling());
        return this;
    }

    /** NodePools allow no more. */
    PlanFixture withRoomFor(int replicas) {
        Surroundings.Room room = new Surroundings.Room(replicas, List.of("burst", "gpu"), "nvidia.com/gpu", 2);
        around = new Surroundings(around.leaving(), Optional.of(room), around.scaling());
        return this;
    }

    /** KEDA was told this. */
    PlanFixture scaled(Surroundings.Scaling scaling) {
        around = new Surroundings(around.leaving(), around.room(), Optional.of(scaling));
        return this;
    }

    PlanFixture plansUnreachableFor(int seconds) {
        around = around.withPlansUnreachableFor(Optional.of(Duration.ofSeconds(seconds)));
        return this;
    }

    PlanFixture servingIn(Duration leadTime) {
        horizon = leadTime;
        return this;
    }

    PlanFixture seen(int replicas) {
        servers = ServerStatus.unscraped(replicas);
        return this;
    }

    /** One server that was scraped a moment ago. */
    PlanFixture serversHolding(long running, long finishedLately) {
        return serversHolding(1, running, 0, finishedLately);
    }

    /** Servers that were scraped a moment ago. */
    PlanFixture serversHolding(int scraped, long running, long waiting, long finishedLately) {
        servers = new ServerStatus(
                0,
                Optional.of(NOW),
                scraped,
                new ServerStatus.Load(OptionalLong.of(running), OptionalLong.of(waiting), OptionalDouble.empty()),
                OptionalLong.of(finishedLately),
                OptionalDouble.empty(),
                OptionalDouble.empty());
        return this;
    }

    PlanFixture admittedAndWaiting(long requests, Duration age) {
        unfinished = List.of(new UnfinishedRequests.Group(NOW.minus(age), requests));
        return this;
    }

    PlanFixture failing(long requests) {
        failed = requests;
        return this;
    }

    PlanFixture plannedBefore(int replicas) {
        return planned(replicas, Duration.ofSeconds(5));
    }

    PlanFixture planned(int replicas, Duration ago) {
        previous = Optional.of(PlansBefore.of(WORKLOAD, replicas, NOW.minus(ago)));
        return this;
    }

    /** Before {@code receiving}, which tells of a rate that is whole where none was told of. */
    PlanFixture observedInPart() {
        arrivals = Optional.of(new ArrivalRate(1, 60, NOW.minusSeconds(60), NOW, false, ArrivalSource.ENDS, 1));
        return this;
    }

    /** Before {@code receiving}: the rate is of a minute that ended so long ago. */
    PlanFixture observedUntil(Duration ago) {
        arrivals = Optional.of(new ArrivalRate(1, 60, NOW.minus(ago).minusSeconds(60), NOW.minus(ago)));
        return this;
    }

    PlanFixture after(ReplicaPlan plan) {
        previous = Optional.of(plan);
        return this;
    }

    PlanFixture knownSince(Instant since) {
        knownSince = since;
        return this;
    }

    PlanFixture lackingProfile(String sentence) {
        profileAbsent = Optional.of(sentence);
        return this;
    }

    PlanFixture measuringFirstToken(double seconds) {
        firstToken = seconds;
        return this;
    }

    PlanFixture measuringE2e(double seconds) {
        endToEnd = OptionalDouble.of(seconds);
        return this;
    }

    ReplicaPlan plan() {
        return new Planner(PlanSettings.DEFAULTS).plan(input());
    }

    PlanInput input() {
        Reading reading = lasting(NOW, endToEnd).failing(failed).reading(firstToken);
        WorkloadSnapshot snapshot = new WorkloadSnapshot(
                WORKLOAD,
                NOW,
                state,
                arrivals,
                Optional.empty(),
                reading,
                reading,
                servers,
                new UnfinishedRequests(NOW, unfinished));
        SloPolicy policy = new SloPolicy(
                new DocumentName("llm", "chat"),
                new SloPolicy.WorkloadSelector(Set.of("llama"), Optional.empty()),
                objectives,
                perReplica,
                Optional.empty(),
                limits,
                new SloPolicy.Terms(Posture.LEAN, Optional.of(new CostTerms(2, 0)), mode));
        Optional<Surroundings> seen = Optional.of(around).filter(known -> !known.equals(Surroundings.UNKNOWN));
        return new PlanInput(
                snapshot,
                demand(),
                policy,
                capacity(),
                new Supply(current, ready, starting, List.of(), seen),
                Optional.empty(),
                horizon,
                knownSince,
                previous);
    }

    private Optional<Demand> demand() {
        TrafficShape shape = new TrafficShape(5000, 500, TrafficShape.Arrivals.STEADY);
        return receives.isEmpty()
                ? Optional.empty()
                : Optional.of(new Demand(
                        receives.getAsDouble(),
                        mayRise,
                        Demand.RiseSource.LAST_HOURS,
                        OptionalDouble.empty(),
                        WORK,
                        shape,
                        horizon));
    }

    private CapacityFacts capacity() {
        Optional<CapacityEstimate> believed = carried.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new CapacityEstimate(carried.getAsDouble() * WORK, source, limit, breach, 1, 1, unavoidable));
        return new CapacityFacts(
                believed, OptionalInt.of(GPUS), OptionalInt.empty(), infeasible, differences, profileAbsent, held);
    }
}
