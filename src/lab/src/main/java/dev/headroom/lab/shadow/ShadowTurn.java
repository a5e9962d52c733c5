// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import dev.headroom.lab.headroom.ShadowPath;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Evidence;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.plan.SloStatus;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.ServerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * One turn of the planner over recorded telemetry.
 *
 * @param at when
 * @param telemetry state of the telemetry, one word
 * @param desired replicas that the plan wants
 * @param answer what KEDA would have been told
 * @param rates in requests a second
 * @param fleet what telemetry showed of the servers
 * @param standings where each objective stood, in the policy's order
 * @param reasons one per stage that moved the number, in order
 */
record ShadowTurn(
        Instant at,
        String telemetry,
        int desired,
        Answer answer,
        Rates rates,
        Servers fleet,
        List<SloStatus> standings,
        List<Reason> reasons) {
    ShadowTurn {
        standings = List.copyOf(standings);
        reasons = List.copyOf(reasons);
    }

    /**
     * Requests a second; each empty while it is not known.
     *
     * @param arrivals newest rate of all
     * @param capacityPerReplica that the planner believes one replica carries
     * @param carriedPerReplica that one replica did carry, see {@link Carried}
     */
    record Rates(OptionalDouble arrivals, OptionalDouble capacityPerReplica, Optional<Carried> carriedPerReplica) {
        /** The rate alone of what was carried. */
        OptionalDouble carried() {
            return carriedPerReplica.isPresent()
                    ? OptionalDouble.of(carriedPerReplica.get().perSecond())
                    : OptionalDouble.empty();
        }
    }

    /**
     * What the servers showed; each empty while it is not known.
     *
     * @param ready replicas that the plan took for ready
     * @param load what they had in their hands
     */
    record Servers(OptionalInt ready, ServerStatus.Load load) {}

    static ShadowTurn of(ShadowPath.Turn turn) {
        ReplicaPlan plan = turn.plan();
        Evidence evidence = plan.basis().evidence();
        return new ShadowTurn(
                plan.madeAt(),
                plan.state().word(),
                plan.desired(),
                plan.answer(),
                new Rates(
                        evidence.arrivals().stream()
                                .mapToDouble(ArrivalRate::perSecond)
                                .findFirst(),
                        plan.basis().ratePerReplica(),
                        Carried.in(turn)),
                new Servers(turn.ready(), evidence.servers().load()),
                plan.basis().standings(),
                plan.reasons());
    }

    /** The number that KEDA would have been told; empty where it would have been told that there is none. */
    OptionalInt answered() {
        return answer.fold(known -> OptionalInt.of(known.count()), unavailable -> OptionalInt.empty());
    }

    /** The objectives that requests of late did not get, in the policy's order. */
    List<SloStatus> violated() {
        return standings.stream().filter(SloStatus::violated).toList();
    }

    /** What an objective's percentile got of late; empty while that is not known. */
    OptionalDouble observedSeconds(Objective objective) {
        return standings.stream()
                .filter(one -> one.objective().equals(objective))
                .flatMapToDouble(one -> one.observedSeconds().stream())
                .findFirst();
    }

    /** Why, in one line. */
    String because() {
        return answer.fold(
                known -> reasons.stream().map(Reason::sentence).collect(Collectors.joining(" -> ")),
                unavailable -> "no answer: " + unavailable.sentence());
    }

    /** Whether a person who reads one line a change has to see this one after {@code before}. */
    boolean differsFrom(ShadowTurn before) {
        return desired != before.desired
                || !answered().equals(before.answered())
                || !fleet.ready().equals(before.fleet.ready())
                || !telemetry.equals(before.telemetry)
                || !names(violated()).equals(names(before.violated()));
    }

    private static List<String> names(List<SloStatus> standings) {
        return standings.stream().map(one -> one.objective().toString()).toList();
    }
}
