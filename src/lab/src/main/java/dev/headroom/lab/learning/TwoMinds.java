// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.learning;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.headroom.HeadroomPolicy;
import dev.headroom.lab.policy.ScalingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Two Headrooms on the same telemetry of the same fleet: one has been told nothing, one has the profile. One of them leads, so that
 * their answers differ by what they know and by nothing else. One thread.
 */
final class TwoMinds implements ScalingPolicy {
    private final HeadroomPolicy learner;
    private final HeadroomPolicy knower;
    private final Leader leader;
    private final List<Said> said = new ArrayList<>();

    /** Whose answers the fleet follows. */
    enum Leader {
        /** The one that was told: the other learns from a fleet that is well led. */
        KNOWER,
        /** The one that has to learn: it lives with what it does. */
        LEARNER
    }

    /**
     * The answers of one second.
     *
     * @param learner replicas; NaN where it gave no answer
     * @param knower replicas; NaN where it gave no answer
     * @param mode by which the learner knew what a replica carries; empty before its first plan
     */
    record Said(double learner, double knower, String mode) {}

    TwoMinds(HeadroomPolicy learner, HeadroomPolicy knower, Leader leader) {
        this.learner = learner;
        this.knower = knower;
        this.leader = leader;
    }

    @Override
    public void admitted(ServedRequest request) {
        learner.admitted(request);
        knower.admitted(request);
    }

    @Override
    public void ended(PodIdentity pod, ServedRequest request) {
        learner.ended(pod, request);
        knower.ended(pod, request);
    }

    @Override
    public OptionalInt advanceTo(double now, FleetSight fleet) {
        OptionalInt learners = learner.advanceTo(now, fleet);
        OptionalInt knowers = knower.advanceTo(now, fleet);
        said.add(new Said(
                answer(learner),
                answer(knower),
                learner.newestPlan()
                        .flatMap(plan -> plan.basis().believed())
                        .map(believed -> believed.source().name().toLowerCase(Locale.ROOT))
                        .orElse("")));
        return leader == Leader.LEARNER ? learners : knowers;
    }

    @Override
    public String because() {
        return leader == Leader.LEARNER ? learner.because() : knower.because();
    }

    /** Second by second. */
    List<Said> said() {
        return List.copyOf(said);
    }

    private static double answer(HeadroomPolicy headroom) {
        return headroom.newestPlan()
                .flatMap(plan -> plan.answer()
                        .fold(known -> Optional.of((double) known.count()), unavailable -> Optional.<Double>empty()))
                .orElse(Double.NaN);
    }
}
