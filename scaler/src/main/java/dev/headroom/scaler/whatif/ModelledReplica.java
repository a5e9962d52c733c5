// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.whatif;

import dev.headroom.scaler.capacity.CapacityLimits;
import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.Infeasible;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.learn.BudgetAim;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.SloPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One replica under a promise, as its serving profile says, and as many times as fast as users' latencies have shown. */
public final class ModelledReplica {
    private final SloPolicy policy;
    private final ServingProfile profile;
    private final TrafficShape shape;
    private final CapacityModel model;
    private final CapacityLimits promised;
    private final double factor;

    private ModelledReplica(
            SloPolicy policy, ServingProfile profile, TrafficShape shape, CapacityLimits promised, double factor) {
        this.policy = policy;
        this.profile = profile;
        this.shape = shape;
        this.model = CapacityModel.of(profile);
        this.promised = promised;
        this.factor = factor;
    }

    /** By the profile alone. */
    public static ModelledReplica of(SloPolicy policy, ServingProfile profile, TrafficShape shape) {
        CapacityLimits promised = CapacityLimits.of(
                CapacityModel.of(profile), shape, policy.objectives(), policy.concurrencyPerReplica());
        return new ModelledReplica(policy, profile, shape, promised, 1);
    }

    /**
     * The same, as much faster or slower as the running replicas are.
     *
     * @param booked requests per second that a running replica is booked with; above 0
     * @param running the model of the running replicas
     */
    public ModelledReplica calibrated(double booked, ModelledReplica running) {
        double measured = running.rates().map(rates -> booked / rates.booked()).orElse(1.0);
        return new ModelledReplica(policy, profile, shape, promised, measured);
    }

    /** How many times as fast as its profile it is taken to be; above 0. */
    public double factor() {
        return factor;
    }

    /** Its profile. */
    public ServingProfile profile() {
        return profile;
    }

    /** Objectives that no number of replicas keeps. */
    public List<Infeasible> infeasible() {
        return promised.infeasible();
    }

    /** One sentence about why the figures may be off; empty when nothing speaks against them. */
    public Optional<String> caution() {
        return model.caution(shape);
    }

    /** The limit that binds. */
    public CapacityLimits.Bound binding() {
        return promised.binding();
    }

    /**
     * Its rates; empty where an objective is infeasible. It is booked so that only the posture's share of the error budget is missed: with
     * the share s, a 95th percentile is held as the percentile 100 - 5·s.
     */
    public Optional<ReplicaRates> rates() {
        if (!promised.infeasible().isEmpty()) {
            return Optional.empty();
        }
        double most = promised.most().requestsPerSecond();
        double kept = Math.min(most, promised.binding().capacity().requestsPerSecond());
        double aim = BudgetAim.of(policy, OptionalInt.of(profile.gpus()));
        CapacityLimits aimed = CapacityLimits.of(
                model,
                shape,
                policy.objectives().stream().map(one -> within(one, aim)).toList(),
                policy.concurrencyPerReplica());
        double booked = aimed.infeasible().isEmpty()
                ? Math.min(kept, aimed.binding().capacity().requestsPerSecond())
                : kept;
        return Optional.of(new ReplicaRates(booked, kept, most).times(factor));
    }

    private static Objective within(Objective objective, double aim) {
        return new Objective(objective.signal(), 100 - (100 - objective.percentile()) * aim, objective.atMost());
    }

    /**
     * The latency at an objective's percentile.
     *
     * @param requestsPerSecond rate of this replica; 0 or more
     * @return seconds; empty beyond saturation, and where the profile says nothing about the signal
     */
    public OptionalDouble latency(Objective objective, double requestsPerSecond) {
        return model.knows(objective.signal())
                ? model.percentileAt(shape, requestsPerSecond / factor, objective.signal(), objective.percentile())
                : OptionalDouble.empty();
    }

    /** The objectives that the profile can judge, in the policy's order. */
    public List<Objective> judged() {
        return policy.objectives().stream()
                .filter(objective -> model.knows(objective.signal()))
                .toList();
    }
}
