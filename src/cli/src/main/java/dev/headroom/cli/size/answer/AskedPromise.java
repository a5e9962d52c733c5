// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.cli.size.question.SizingQuestion;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.whatif.ModelledReplica;
import dev.headroom.telemetry.ScaleTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The promise of a question, as the page's what-if judges it.
 *
 * @param policy with the objectives
 * @param shape of the requests
 */
record AskedPromise(SloPolicy policy, TrafficShape shape) {
    /** 10 ms. */
    private static final double SHORT_MICROS = 10_000;

    /** The policy of a question. Its highest number of replicas follows from the answer, and does not limit it. */
    static AskedPromise of(SizingQuestion question, TrafficShape shape) {
        SizingQuestion.Target target = question.target();
        return new AskedPromise(policy(question, target, question.promise().objectives()), shape);
    }

    private static SloPolicy policy(SizingQuestion question, SizingQuestion.Target target, List<Objective> objectives) {
        Set<String> models = question.model().map(model -> Set.of(model.name())).orElse(Set.of());
        return new SloPolicy(
                new DocumentName(target.namespace(), target.name()),
                new SloPolicy.WorkloadSelector(
                        models, Optional.of(new ScaleTarget(target.namespace(), "Deployment", target.name()))),
                objectives,
                OptionalInt.empty(),
                Optional.empty(),
                new ReplicaLimits(1, Integer.MAX_VALUE, OptionalInt.empty(), ReplicaLimits.DEFAULT_WHEN_DARK),
                SloPolicy.Terms.DEFAULT);
    }

    /** The same with each limit times a factor. */
    AskedPromise times(double factor) {
        List<Objective> scaled = policy.objectives().stream()
                .map(objective ->
                        new Objective(objective.signal(), objective.percentile(), scaled(objective.atMost(), factor)))
                .toList();
        return new AskedPromise(
                new SloPolicy(
                        policy.name(),
                        policy.workload(),
                        scaled,
                        policy.concurrencyPerReplica(),
                        policy.profile(),
                        policy.replicas(),
                        policy.terms()),
                shape);
    }

    /** To the ms, or to the us where it is short. */
    private static Duration scaled(Duration limit, double factor) {
        double micros = limit.toNanos() / 1e3 * factor;
        double step = micros < SHORT_MICROS ? 1 : 1e3;
        return Duration.ofNanos(Math.max(1, Math.round(micros / step)) * Math.round(step) * 1_000);
    }

    ModelledReplica on(ServingProfile profile) {
        return ModelledReplica.of(policy, profile, shape);
    }
}
