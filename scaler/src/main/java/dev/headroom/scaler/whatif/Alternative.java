// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.whatif;

import dev.headroom.scaler.capacity.CapacityLimits;
import dev.headroom.scaler.capacity.Infeasible;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.SloPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A fleet under another policy, on another replica, or for other requests.
 *
 * @param policy its policy
 * @param replica one of its replicas by a serving profile; empty without one
 * @param rates of one replica; empty where the promise is infeasible
 * @param notes the basis of the rates, and the reasons why they may be off, each a sentence
 */
public record Alternative(
        SloPolicy policy, Optional<ModelledReplica> replica, Optional<ReplicaRates> rates, List<String> notes) {
    public Alternative {
        notes = List.copyOf(notes);
    }

    /**
     * The present state.
     *
     * @param policy in force
     * @param profile that it names; empty without one
     * @param plan the latest
     */
    public record Running(SloPolicy policy, Optional<ServingProfile> profile, ReplicaPlan plan) {
        /** Requests per second that one replica is booked with, as users' latencies have shown: kept, or broken at present. */
        OptionalDouble shown() {
            boolean shown = plan.basis()
                    .believed()
                    .filter(known -> known.source() == CapacityEstimate.Source.SHOWN
                            || known.limit().isPresent())
                    .isPresent();
            return shown ? plan.basis().ratePerReplica() : OptionalDouble.empty();
        }

        Optional<TrafficShape> shape() {
            return plan.basis().demand().map(demand -> demand.shape());
        }
    }

    /** By a serving profile, as many times as fast as the running replicas were shown to be. */
    public static Alternative of(
            SloPolicy policy, ServingProfile profile, TrafficShape shape, Optional<Running> running) {
        List<String> notes = new ArrayList<>();
        ModelledReplica asProfiled = ModelledReplica.of(policy, profile, shape);
        ModelledReplica replica =
                running.flatMap(now -> measured(asProfiled, now)).orElse(asProfiled);
        notes.add(
                replica == asProfiled
                        ? "The rate of a replica is the serving profile's; users' latencies have not shown it yet"
                        : String.format(
                                Locale.ROOT,
                                "The rate of a replica is the serving profile's times %.2f, as users' latencies show",
                                replica.factor()));
        replica.caution().ifPresent(notes::add);
        replica.infeasible().stream().map(Infeasible::sentence).forEach(notes::add);
        return new Alternative(policy, Optional.of(replica), replica.rates(), notes);
    }

    private static Optional<ModelledReplica> measured(ModelledReplica asProfiled, Running now) {
        boolean sameHardware = now.profile()
                .filter(profile -> profile.equals(asProfiled.profile()))
                .isPresent();
        return !sameHardware || now.shown().isEmpty() || now.shape().isEmpty()
                ? Optional.empty()
                : Optional.of(asProfiled.calibrated(
                        now.shown().getAsDouble(),
                        ModelledReplica.of(
                                now.policy(), asProfiled.profile(), now.shape().get())));
    }

    /**
     * Without a serving profile: the rate that a running replica is booked with. It is known under the present promise only.
     *
     * @return empty where nothing is known of a replica, and where the promise is another one
     */
    public static Optional<Alternative> asRunning(SloPolicy policy, Running running) {
        boolean samePromise = policy.objectives().equals(running.policy().objectives())
                && policy.concurrencyPerReplica().equals(running.policy().concurrencyPerReplica());
        OptionalDouble rate = running.plan().basis().ratePerReplica();
        return !samePromise || rate.isEmpty()
                ? Optional.empty()
                : Optional.of(new Alternative(
                        policy,
                        Optional.empty(),
                        Optional.of(new ReplicaRates(rate.getAsDouble(), rate.getAsDouble(), rate.getAsDouble())),
                        List.of("The rate of a replica is the present one")));
    }

    /** Replicas for a constant load, within the policy's limits; empty where the promise is infeasible. */
    public Optional<Integer> replicasFor(double requestsPerSecond) {
        return rates.map(known -> CapacityLimits.replicasFor(requestsPerSecond, known.booked()))
                .map(count -> Math.max(
                        policy.replicas().min(), Math.min(policy.replicas().max(), count)));
    }

    /** Cost of a replica for an hour, in US dollars; empty where the policy states no cost, or no profile says how many GPUs it has. */
    public Optional<Double> usdPerReplicaHour() {
        return replica.flatMap(known -> policy.terms()
                .cost()
                .map(cost -> cost.gpuHourUsd() * known.profile().gpus()));
    }

    /** The answer for a constant load in one sentence. */
    public String sentence(double requestsPerSecond) {
        if (rates.isEmpty()) {
            return "No number of replicas keeps "
                    + replica.stream()
                            .flatMap(known -> known.infeasible().stream())
                            .map(one -> one.objective().toString())
                            .collect(Collectors.joining(", "));
        }
        double booked = rates.get().booked();
        int needed = CapacityLimits.replicasFor(requestsPerSecond, booked);
        int limited = replicasFor(requestsPerSecond).orElseThrow();
        String limit = needed == limited ? "" : "; the policy's limits make it " + limited;
        return String.format(
                Locale.ROOT,
                "%s requests/s need %d %s: one is booked with %s requests/s%s%s",
                rate(requestsPerSecond),
                needed,
                needed == 1 ? "replica" : "replicas",
                rate(booked),
                replica.map(known -> " for " + known.binding().sentence()).orElse(""),
                limit);
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond >= 100 ? "%.0f" : "%.3g", perSecond);
    }
}
