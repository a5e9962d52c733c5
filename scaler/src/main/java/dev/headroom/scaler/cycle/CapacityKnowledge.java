// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.budget.BudgetShare;
import dev.headroom.scaler.capacity.BoundedProfile;
import dev.headroom.scaler.capacity.CapacityLimits;
import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.Infeasible;
import dev.headroom.scaler.capacity.ProfileDifference;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.learn.BudgetAim;
import dev.headroom.scaler.learn.CapacityEstimate.Source;
import dev.headroom.scaler.learn.CapacityLearner;
import dev.headroom.scaler.learn.CapacityObservation;
import dev.headroom.scaler.learn.RollingMaximum;
import dev.headroom.scaler.learn.RollingMaximum.Peak;
import dev.headroom.scaler.plan.CapacityFacts;
import dev.headroom.scaler.slo.Durations;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.StatedLimits;
import dev.headroom.telemetry.snapshot.Interval;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.ServerStatus;
import dev.headroom.telemetry.snapshot.Snapshots;
import dev.headroom.telemetry.snapshot.TelemetryState;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The knowledge of one workload's replicas. It comes first from the profile and from the running replicas, then from the latencies that
 * users got. One thread.
 */
final class CapacityKnowledge {
    /** A load test is not the traffic of users: only this share of it is used. */
    private static final double OF_PROFILE = 0.8;

    /** The newest requests are those that ended in this time. */
    private static final Duration NEWEST = Duration.ofSeconds(30);

    /** A percentile is broken where it is over this time. */
    private static final Duration LATELY = Duration.ofMinutes(2);

    /** Where slots are not known, replicas count as full at this number of waiting requests per running one. */
    private static final double WAITING_OF_RUNNING = 0.25;

    /** Share of all slots that are taken where no request finds one: some are free for a moment between two requests. */
    private static final double NEARLY_ALL = 0.95;

    /** A probe that fails once is no sleep. */
    private static final Duration ASLEEP_AFTER = Duration.ofSeconds(30);

    /** The usual delay with which ends of requests are reported: that of OpenTelemetry's batch processor. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(5);

    private Optional<CapacityLearner> learner;
    /** The last question to the profile's model. The model is asked again only when the question changes, and not in every turn. */
    private Optional<Question> asked = Optional.empty();

    private List<Infeasible> infeasible = List.of();
    private final Set<Objective> shownFeasible = new HashSet<>();
    private final RollingMaximum ended = new RollingMaximum();
    private Instant lookDue = Instant.MIN;
    /** Since when no replica takes requests, by the turn before. */
    private Optional<Instant> noneSince = Optional.empty();

    CapacityKnowledge() {
        this.learner = Optional.empty();
    }

    CapacityKnowledge(Memory memory) {
        this.learner = Optional.of(new CapacityLearner(memory.learner()));
    }

    /**
     * The state that another replica needs to continue.
     *
     * @param learner learned state
     */
    record Memory(CapacityLearner.Memory learner) {}

    Optional<Memory> memory() {
        return learner.map(known -> new Memory(known.memory()));
    }

    /**
     * The facts of a turn before capacity is considered.
     *
     * @param snapshot of the workload
     * @param demand current demand; empty while that is not known
     * @param policy the promise
     * @param profile measured figures, bounded by the limits that servers state
     * @param stated limits that servers state
     * @param ready replicas that take requests; empty where that is not known
     * @param horizon the lead time
     */
    record Turn(
            WorkloadSnapshot snapshot,
            Optional<Demand> demand,
            SloPolicy policy,
            Optional<BoundedProfile> profile,
            StatedLimits stated,
            OptionalInt ready,
            Duration horizon) {
        OptionalInt gpus() {
            return profile.map(known -> OptionalInt.of(known.profile().gpus())).orElse(OptionalInt.empty());
        }

        /** Most sequences that one replica runs at once: by its slots, and by the number of mean requests that its cache holds. */
        OptionalInt slots() {
            OptionalInt byCache = stated.kvTokens().isPresent() && demand.isPresent()
                    ? OptionalInt.of((int) Math.max(
                            1,
                            Math.min(
                                    Integer.MAX_VALUE,
                                    stated.kvTokens().getAsLong()
                                            / demand.get().shape().meanContext())))
                    : OptionalInt.empty();
            if (stated.maxSequences().isEmpty() || byCache.isEmpty()) {
                return stated.maxSequences().isPresent() ? stated.maxSequences() : byCache;
            }
            return OptionalInt.of(Math.min(stated.maxSequences().getAsInt(), byCache.getAsInt()));
        }

        List<String> differences() {
            return profile.stream()
                    .flatMap(known -> known.differences().stream())
                    .map(ProfileDifference::sentence)
                    .toList();
        }

        /** Running replicas, where that number gives the load of each: beside a profile only as the cluster says. */
        int standing() {
            return profile.isPresent() ? ready.orElse(0) : serving();
        }

        /** As the cluster says, else those that telemetry shows. */
        int serving() {
            ServerStatus servers = snapshot.servers();
            return ready.orElse(Math.max(servers.replicasSeen(), servers.replicasScraped()));
        }
    }

    /**
     * The inputs of a profile's model. The shape of requests matters, too, but is left out. It changes all the time, and its effect is
     * learned from the latencies that users get.
     */
    private record Question(Optional<ServingProfile> profile, List<Objective> objectives, OptionalInt ceiling) {
        static Question of(Turn turn) {
            return new Question(
                    turn.profile().map(BoundedProfile::profile),
                    turn.policy().objectives(),
                    turn.policy().concurrencyPerReplica());
        }

        /** Whether this is about another profile than {@code before}, which was about one. */
        boolean isOfAnotherProfile(Question before) {
            return before.profile().isPresent() && !before.profile().equals(profile);
        }
    }

    /** The facts after the turn was considered. */
    CapacityFacts after(Turn turn, Snapshots snapshots, Optional<Peak> held) {
        turn.demand().ifPresent(demand -> {
            begin(turn, demand);
            boolean asleep = noneSince
                    .filter(since -> !turn.snapshot().at().isBefore(since.plus(ASLEEP_AFTER)))
                    .isPresent();
            if (asleep) {
                learner.ifPresent(CapacityLearner::noneServes);
            }
            learner.ifPresent(known -> known.follow(demand.workPerRequest()));
            double booked = turn.standing() > 0 ? demand.ready() * demand.workPerRequest() / turn.standing() : 0;
            learner.ifPresent(known -> known.stand(booked, turn.snapshot().at()));
            boolean due = !turn.snapshot().at().isBefore(lookDue);
            if (due && learner.isPresent() && turn.serving() > 0 && isSeen(turn.snapshot())) {
                lookDue = turn.snapshot().at().plus(CapacityLearner.EVERY);
                look(turn, demand, learner.get(), snapshots);
            }
        });
        noneSince = turn.ready().equals(OptionalInt.of(0))
                ? Optional.of(noneSince.orElse(turn.snapshot().at()))
                : Optional.empty();
        return new CapacityFacts(
                learner.map(CapacityLearner::believed),
                turn.gpus(),
                turn.slots(),
                hopeless(),
                turn.differences(),
                Optional.empty(),
                held);
    }

    private static boolean isSeen(WorkloadSnapshot snapshot) {
        return snapshot.state() instanceof TelemetryState.Fresh;
    }

    /**
     * The load of the running replicas is assumed to be right until something speaks against it. Without it, a share of the profile's
     * figure is assumed.
     */
    private void begin(Turn turn, Demand demand) {
        Question question = Question.of(turn);
        if (learner.isPresent() && asked.equals(Optional.of(question))) {
            return;
        }
        boolean otherProfile = asked.filter(question::isOfAnotherProfile).isPresent();
        asked = Optional.of(question);
        OptionalDouble measured = measured(turn, demand);
        double standing = turn.standing() > 0 ? demand.ready() * demand.workPerRequest() / turn.standing() : 0;
        if (learner.isEmpty()) {
            double most = Math.max(measured.orElse(0), standing);
            if (most > 0) {
                Source source = measured.orElse(0) >= standing ? Source.PROFILE : Source.STANDING;
                learner = Optional.of(new CapacityLearner(most, source));
            }
        } else if (otherProfile && measured.isPresent()) {
            learner.get().assume(Math.max(measured.getAsDouble(), standing), Source.PROFILE);
        }
    }

    /** Work per second that a replica carries within the promise, by the profile; empty without one. */
    private OptionalDouble measured(Turn turn, Demand demand) {
        if (turn.profile().isEmpty()) {
            infeasible = List.of();
            return OptionalDouble.empty();
        }
        CapacityLimits requirement = CapacityLimits.of(
                CapacityModel.of(turn.profile().get().profile()),
                demand.shape(),
                turn.policy().objectives(),
                turn.policy().concurrencyPerReplica());
        infeasible = requirement.infeasible();
        return OptionalDouble.of(
                OF_PROFILE * requirement.binding().capacity().requestsPerSecond() * demand.workPerRequest());
    }

    /** The profile never outvotes the measured latencies: an objective that was kept once is not infeasible. */
    private List<Infeasible> hopeless() {
        return infeasible.stream()
                .filter(one -> !shownFeasible.contains(one.objective()))
                .toList();
    }

    private void look(Turn turn, Demand demand, CapacityLearner known, Snapshots snapshots) {
        WorkloadSnapshot snapshot = turn.snapshot();
        Optional<Reading> newest = snapshots.endedWithin(snapshot.workload(), NEWEST, 1, snapshot.at());
        int shows = BudgetShare.requestsThatShow(turn.policy().objectives());
        Optional<Reading> lately = snapshots.endedWithin(snapshot.workload(), LATELY, shows, snapshot.at());
        if (newest.isEmpty() || lately.isEmpty()) {
            return;
        }
        for (Infeasible one : infeasible) {
            OptionalDouble share = BudgetShare.of(
                    one.objective(), lately.get(), turn.policy().terms().missed());
            if (share.isPresent() && share.getAsDouble() <= 1) {
                shownFeasible.add(one.objective());
            }
        }
        Set<Objective> given =
                new HashSet<>(hopeless().stream().map(Infeasible::objective).toList());
        List<Objective> objectives = turn.policy().objectives().stream()
                .filter(objective -> !given.contains(objective))
                .toList();
        Interval over = newest.get().interval();
        double seconds = Math.max(
                1, Durations.seconds(Duration.between(over.from(), over.to()).minus(ON_THE_WAY)));
        double endedPerSecond = newest.get().ends().all() / seconds;
        known.observe(new CapacityObservation(
                snapshot.at(),
                new CapacityObservation.Load(
                        demand.ready() * demand.workPerRequest(),
                        demand.requestsPerSecond() * demand.workPerRequest(),
                        finished(snapshot, demand, endedPerSecond)),
                turn.serving(),
                new CapacityObservation.Missed(
                        BudgetShare.worst(
                                objectives, newest.get(), turn.policy().terms().missed()),
                        lately(objectives, lately.get(), turn, demand),
                        endedPerSecond * CapacityLearner.EVERY.toSeconds(),
                        closeness(objectives, lately.get(), turn),
                        shows),
                queued(snapshot.servers().load(), turn),
                turn.horizon(),
                BudgetAim.of(turn.policy(), turn.gpus())));
    }

    private static CapacityObservation.Lately lately(
            List<Objective> objectives, Reading reading, Turn turn, Demand demand) {
        // By Little's law: as many replicas as requests in flight at most have one when another comes.
        double inFlight = demand.requestsPerSecond() * reading.endToEnd().mean().orElse(Double.POSITIVE_INFINITY);
        return BudgetShare.worstMisses(
                        objectives, reading, turn.policy().terms().missed())
                .map(misses -> new CapacityObservation.Lately(
                        OptionalDouble.of(misses.share()),
                        misses.mayMiss(),
                        inFlight / turn.serving() / misses.allowed()))
                .orElse(CapacityObservation.Lately.NOTHING);
    }

    /** Of latencies over their limits, used slots over all slots, and the share of the cache in use: the largest. */
    private static double closeness(List<Objective> objectives, Reading reading, Turn turn) {
        ServerStatus.Load load = turn.snapshot().servers().load();
        double slots = turn.slots().isPresent()
                ? load.running().orElse(0) / ((double) turn.slots().getAsInt() * turn.serving())
                : 0;
        double latencies = objectives.stream()
                .mapToDouble(objective -> objective
                                .signal()
                                .in(reading)
                                .valueAt(objective.percentile())
                                .orElse(0)
                        / objective.limitSeconds())
                .max()
                .orElse(0);
        return Math.max(latencies, Math.max(slots, load.kvUsage().orElse(0)));
    }

    /** The most work that was finished per second over the recent intervals; empty while nothing was. */
    private OptionalDouble finished(WorkloadSnapshot snapshot, Demand demand, double endedPerSecond) {
        ended.add(snapshot.at(), endedPerSecond);
        double most = ended.within(LATELY, snapshot.at()).map(Peak::value).orElse(0.0);
        return most == 0 ? OptionalDouble.empty() : OptionalDouble.of(most * demand.workPerRequest());
    }

    /** Requests wait, at least one for each replica, and all replicas are full. */
    private static double queued(ServerStatus.Load load, Turn turn) {
        double waiting = load.waiting().orElse(0);
        double running = load.running().orElse(0);
        boolean full =
                turn.slots().isPresent() && running >= NEARLY_ALL * turn.slots().getAsInt() * turn.serving();
        boolean stands = waiting >= turn.serving() && (full || waiting >= WAITING_OF_RUNNING * running);
        return stands ? waiting : 0;
    }
}
