// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static dev.headroom.scaler.cycle.CycleFixture.policy;
import static dev.headroom.scaler.cycle.CycleFixture.workload;

import dev.headroom.scaler.capacity.BoundedProfile;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.history.RateHistory;
import dev.headroom.scaler.plan.CapacityFacts;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.scaler.supply.StatedLimits;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.fixture.ReadingFixture;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.Interval;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import dev.headroom.telemetry.snapshot.ServerStatus;
import dev.headroom.telemetry.snapshot.Snapshots;
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
import java.util.SplittableRandom;

/**
 * A workload as its mind sees it every 10 s: a rate that wanders, some requests that are late, three replicas of an engine that is
 * slower than its profile, and one more that starts every five minutes and is let go.
 */
final class SeenWorkload implements Snapshots {
    static final Optional<ServingProfile> PROFILE =
            new CycleFixture.OneProfile().findProfile(new DocumentName("llm", "h100"));

    private static final int STEP_SECONDS = 10;
    private static final int LIFE_SECONDS = 300;
    private static final double START_SECONDS = 70;

    private final SplittableRandom chance;
    private final Instant begin;
    private Instant now;
    private WorkloadSnapshot snapshot;
    private List<Replica> replicas = List.of();
    private List<ReplicaLoad> loads = List.of();
    private double startSeconds = START_SECONDS;

    SeenWorkload(long seed, Instant begin) {
        this.chance = new SplittableRandom(seed);
        this.begin = begin;
        this.now = begin;
        this.snapshot = CycleFixture.snapshot(workload("chat"), 1);
    }

    Instant now() {
        return now;
    }

    List<Replica> replicas() {
        return replicas;
    }

    /** Ten seconds later. */
    SeenWorkload next() {
        now = now.plusSeconds(STEP_SECONDS);
        double perSecond = 10 + 10 * chance.nextDouble();
        Reading reading = new ReadingFixture(now, 100, 0, 5000, 500, chance.nextDouble() < 0.1 ? 6 : 4).reading();
        snapshot = new WorkloadSnapshot(
                workload("chat"),
                now,
                new TelemetryState.Fresh("events arrive", now),
                Optional.of(new ArrivalRate(perSecond, Math.round(perSecond * 60), now.minusSeconds(60), now)),
                Optional.empty(),
                reading,
                reading,
                ServerStatus.unscraped(3),
                UnfinishedRequests.none(now));
        replicas = replicasNow();
        loads = List.of(load("old-0"), load("old-1"), load("old-2"));
        return this;
    }

    /** Each of them sees it. */
    void showTo(LearnedState... minds) {
        for (LearnedState mind : minds) {
            mind.observe(snapshot, policy("chat"), Optional.of(replicas), false, this);
            known(mind);
        }
    }

    /** What a mind believes of a replica once it has seen this. */
    CapacityFacts known(LearnedState mind) {
        Optional<Demand> demand = mind.demand(snapshot, RateHistory.NOTHING, policy("chat"));
        CapacityKnowledge.Turn turn = new CapacityKnowledge.Turn(
                snapshot,
                demand,
                policy("chat"),
                PROFILE.map(named -> BoundedProfile.of(named, StatedLimits.UNKNOWN)),
                StatedLimits.UNKNOWN,
                OptionalInt.of(3),
                mind.horizon());
        return mind.capacity(turn, this, OptionalInt.of(3));
    }

    @Override
    public WorkloadSnapshot readAt(WorkloadKey workload, Instant at) {
        return snapshot;
    }

    @Override
    public List<ReplicaLoad> replicaLoads(WorkloadKey workload, Instant at) {
        return loads;
    }

    @Override
    public Optional<Reading> endedWithin(WorkloadKey workload, Duration least, int requests, Instant at) {
        return Optional.of(snapshot.now());
    }

    private List<Replica> replicasNow() {
        List<Replica> all = new ArrayList<>();
        for (int index = 0; index < 3; index++) {
            all.add(replica("old-" + index, begin.minusSeconds(3600), Optional.of(begin.minusSeconds(3500))));
        }
        long age = Duration.between(begin, now).toSeconds();
        Instant created = begin.plusSeconds(age / LIFE_SECONDS * LIFE_SECONDS + 5);
        if (age % LIFE_SECONDS < STEP_SECONDS) {
            startSeconds = START_SECONDS * (0.8 + 0.4 * chance.nextDouble());
        }
        if (!now.isBefore(created)) {
            Instant ready = created.plusMillis(Math.round(startSeconds * 1000));
            all.add(replica(
                    "new-" + age / LIFE_SECONDS, created, now.isBefore(ready) ? Optional.empty() : Optional.of(ready)));
        }
        return all;
    }

    private Replica replica(String name, Instant created, Optional<Instant> ready) {
        Replica.Node node = new Replica.Node(
                Optional.of("NVIDIA-H100-80GB-HBM3"),
                Optional.of(begin.minusSeconds(7200)),
                Optional.of(created.plusSeconds(1)));
        return new Replica(name, created, Optional.of(node), ready);
    }

    private ReplicaLoad load(String replica) {
        double inFlight = 10 + 50 * chance.nextDouble();
        double itl = (0.009 + 0.0002 * inFlight) * (0.97 + 0.06 * chance.nextDouble());
        long completed = Math.max(1, Math.round(STEP_SECONDS * inFlight / (0.3 + 500 * itl)));
        return new ReplicaLoad(
                replica,
                new Interval(now.minusSeconds(STEP_SECONDS), now),
                new ReplicaLoad.Requests(completed, 5000, 5000, 500),
                new ReplicaLoad.Latency(OptionalDouble.of(0.3), OptionalDouble.of(itl)),
                new ReplicaLoad.Occupancy(OptionalDouble.of(inFlight), OptionalDouble.of(0), OptionalDouble.of(0.4)));
    }
}
