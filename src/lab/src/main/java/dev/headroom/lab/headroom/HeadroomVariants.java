// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.slo.Posture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Headroom with its knob in every position that the comparison looks at, and with every belief. */
public final class HeadroomVariants {
    /** Short id in reports. */
    public static final String ID = "headroom";

    /** Objectives are percentiles in a policy; the comparison asks for this share of all requests. */
    static final double PERCENTILE = 99;

    /** The sweep of the covered quantile, from the likely demand to what is exceeded once in ten thousand plans. */
    static final List<Double> QUANTILES = List.of(0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999);

    private static final String NAME = "Headroom";
    private static final double MILLIS = 1e3;

    private HeadroomVariants() {}

    /** Every posture and the sweep, for a planner that knows what a load test found. */
    public static List<PolicyVariant> catalogue() {
        return catalogue(Belief.MEASURED);
    }

    /** Every posture and the sweep, for a planner with this belief. */
    public static List<PolicyVariant> catalogue(Belief belief) {
        List<PolicyVariant> variants = new ArrayList<>();
        for (Posture posture : Posture.values()) {
            variants.add(ofPosture(posture, belief));
        }
        QUANTILES.forEach(quantile -> variants.add(ofQuantile(quantile, belief)));
        return variants;
    }

    /** As shipped, but for the posture. */
    public static PolicyVariant ofPosture(Posture posture, Belief belief) {
        String word = posture.name().toLowerCase(Locale.ROOT);
        return new PolicyVariant(
                ID,
                NAME,
                word + ", " + belief.name(),
                1,
                setUp -> policy(setUp, posture, belief, OptionalDouble.empty()));
    }

    /**
     * Covers a quantile of demand. Its knob is z(quantile) over z(0.99), which {@code balanced} covers: 0 for the likely demand.
     *
     * @param quantile from 0.5 to below 1
     */
    public static PolicyVariant ofQuantile(double quantile, Belief belief) {
        double knob = CoveredQuantile.zOf(quantile) / CoveredQuantile.zOf(PERCENTILE / 100);
        String variant = String.format(Locale.ROOT, "quantile %s, %s", quantile, belief.name());
        return new PolicyVariant(
                ID, NAME, variant, knob, setUp -> policy(setUp, Posture.SAFE, belief, OptionalDouble.of(quantile)));
    }

    /**
     * With documents of one's own and the service's defaults.
     *
     * @param policyText the policy
     * @param profileText what the planner believes; empty where it has to do without
     * @param decisions told of each plan
     * @throws IllegalArgumentException with one sentence when a document is faulty
     */
    public static PolicyVariant ofDocuments(
            String policyText, Optional<String> profileText, Consumer<Decision> decisions) {
        PlannerDocuments documents = PlannerDocuments.read(policyText, profileText);
        return new PolicyVariant(
                ID,
                NAME,
                "as given",
                1,
                setUp ->
                        new HeadroomPolicy(documents, HeadroomOptions.defaults(setUp.seed()), record -> {}, decisions));
    }

    /**
     * As it would be installed: {@code posture: balanced}.
     *
     * @param knob 1 is that; else demand is taken for so many times what is forecast, so above 1 it buys more replicas
     * @param horizon how far ahead demand is forecast
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

    private static HeadroomPolicy policy(SetUp setUp, Posture posture, Belief belief, OptionalDouble quantile) {
        HeadroomOptions shipped = HeadroomOptions.defaults(setUp.seed());
        return new HeadroomPolicy(
                documents(setUp, posture, belief),
                quantile.isPresent() ? shipped.covering(quantile.getAsDouble()) : shipped);
    }

    private static PlannerDocuments documents(SetUp setUp, Posture posture, Belief belief) {
        Optional<String> profile = belief.profileOf(setUp.engine(), setUp.training(), setUp.seed());
        return PlannerDocuments.read(policyText(setUp, posture, profile.isEmpty()), profile);
    }

    /**
     * The policy that a person would write. Without a profile today's planner knows no more of a replica than a ceiling that the
     * person sets, so then it has the requests in flight at which the load test kept the promise.
     */
    static String policyText(SetUp setUp, Posture posture, boolean withCeiling) {
        Promise promise = setUp.promise();
        StringBuilder text = new StringBuilder("apiVersion: headroom.dev/v1\n")
                .append("workload: { scaleTarget: { kind: Deployment, name: workload } }\n")
                .append("objectives:\n");
        objective(text, "ttft", promise.timeToFirstTokenSeconds());
        objective(text, "itl", promise.interTokenSeconds());
        objective(text, "e2e", promise.endToEndSeconds());
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
