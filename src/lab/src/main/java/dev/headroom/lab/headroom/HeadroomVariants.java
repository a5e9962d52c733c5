// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.slo.Posture;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Headroom as users install it: any knob, any belief, any age. */
public final class HeadroomVariants {
    /** Short id in reports. */
    public static final String ID = "headroom";

    /** Objectives are percentiles in a policy; the comparison asks for this share of all requests. */
    static final double PERCENTILE = 99;

    private static final String NAME = "Headroom";
    private static final double MILLIS = 1e3;

    private HeadroomVariants() {}

    /**
     * With documents of one's own and the service's defaults.
     *
     * @param policyText the policy
     * @param profileText what the planner believes; empty where it has to do without
     * @param planEverySeconds pause between two rounds of planning
     * @param decisions told of each plan
     * @throws IllegalArgumentException with one sentence when a document is faulty
     */
    public static PolicyVariant ofDocuments(
            String policyText, Optional<String> profileText, double planEverySeconds, Consumer<Decision> decisions) {
        PlannerDocuments documents = PlannerDocuments.read(policyText, profileText);
        return new PolicyVariant(
                ID,
                NAME,
                "as given",
                1,
                setUp -> new HeadroomPolicy(
                        documents,
                        beside(documents, setUp.seed()).planningEvery(planEverySeconds),
                        record -> {},
                        decisions));
    }

    /** Where the last replica may go, only a gateway can tell of the request that wakes the next: there is one. */
    private static HeadroomOptions beside(PlannerDocuments documents, long seed) {
        HeadroomOptions options = HeadroomOptions.defaults(seed);
        return documents.policy().replicas().min() == 0 ? options.withAdmissions() : options;
    }

    /**
     * As it would be installed: {@code posture: balanced}.
     *
     * @param knob 1 is that; else arrivals are taken for so many times what they are, so above 1 it buys more replicas
     * @param horizon the lead time until starts have shown it
     */
    public static PolicyVariant ofKnob(double knob, Belief belief, Duration horizon) {
        return installed("shipped, ", knob, belief, horizon, false);
    }

    /** The same beside a gateway that tells of requests when they arrive: what users with one have, and no others. */
    public static PolicyVariant withAdmissions(double knob, Belief belief, Duration horizon) {
        return installed("admissions, ", knob, belief, horizon, true);
    }

    /**
     * A point of Headroom's life.
     *
     * @param day since it was installed; runs begin at the same hour of each
     * @param experience what it has learnt until then
     */
    public record Life(int day, Experience experience) {
        /** Newly installed. */
        public static final Life NEW = new Life(0, Experience.NONE);
    }

    /**
     * As it would be installed, or some days later.
     *
     * @param admissions whether a gateway tells of requests when they arrive
     */
    public static HeadroomPolicy living(
            SetUp setUp, Belief belief, Duration horizon, double knob, boolean admissions, Life life) {
        HeadroomOptions shipped = HeadroomOptions.defaults(setUp.seed());
        HeadroomOptions options = shipped.withHorizon(horizon)
                .buying(knob)
                .startingAt(shipped.start().plus(Duration.ofDays(life.day())));
        return new HeadroomPolicy(
                        documents(setUp, Posture.BALANCED, belief), admissions ? options.withAdmissions() : options)
                .goingOnFrom(life.experience());
    }

    /**
     * As it would be installed, for experiments that look at single plans or let something go wrong.
     *
     * @param ceiling whether a person without a profile sets the load test's concurrency; else the planner is told nothing at all
     * @param options how it is run
     */
    public static HeadroomPolicy installed(SetUp setUp, Belief belief, boolean ceiling, HeadroomOptions options) {
        Optional<String> profile = belief.profileOf(setUp.engine(), setUp.training(), setUp.seed());
        return new HeadroomPolicy(
                PlannerDocuments.read(policyText(setUp, Posture.BALANCED, ceiling && profile.isEmpty()), profile),
                options);
    }

    private static PolicyVariant installed(
            String word, double knob, Belief belief, Duration horizon, boolean admissions) {
        return new PolicyVariant(
                ID,
                NAME,
                word + belief.name(),
                knob,
                setUp -> living(setUp, belief, horizon, knob, admissions, Life.NEW));
    }

    private static PlannerDocuments documents(SetUp setUp, Posture posture, Belief belief) {
        Optional<String> profile = belief.profileOf(setUp.engine(), setUp.training(), setUp.seed());
        return PlannerDocuments.read(policyText(setUp, posture, profile.isEmpty()), profile);
    }

    /**
     * The policy that a person would write. Who has no profile may set a ceiling instead: the requests in flight at which the load
     * test kept the promise. The planner adds replicas for a ceiling, and learns the rest from what users get.
     */
    static String policyText(SetUp setUp, Posture posture, boolean withCeiling) {
        StringBuilder text = new StringBuilder("apiVersion: headroom.dev/v1\n")
                .append("workload: { scaleTarget: { kind: Deployment, name: workload } }\n")
                .append("objectives:\n");
        setUp.promise().limits().values().forEach((signal, seconds) -> objective(text, signal.word(), seconds));
        if (withCeiling) {
            long ceiling = Math.max(1, Math.round(Math.floor(setUp.replica().concurrency())));
            text.append("concurrency: { perReplica: ").append(ceiling).append(" }\n");
        }
        return text.append("replicas: { min: ")
                .append(setUp.minReplicas())
                .append(", max: ")
                .append(setUp.maxReplicas())
                .append(" }\nposture: ")
                .append(posture.name().toLowerCase(Locale.ROOT))
                .append('\n')
                .toString();
    }

    /** A promise without a limit is none. */
    private static void objective(StringBuilder text, String signal, double seconds) {
        if (Double.isFinite(seconds)) {
            text.append(String.format(
                    Locale.ROOT,
                    "  - { signal: %s, percentile: %.0f, atMost: %.3fms }\n",
                    signal,
                    PERCENTILE,
                    seconds * MILLIS));
        }
    }
}
