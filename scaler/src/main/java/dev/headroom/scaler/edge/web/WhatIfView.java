// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.whatif.Alternative;
import dev.headroom.scaler.whatif.CostCurve;
import dev.headroom.scaler.whatif.NodeShape;
import dev.headroom.scaler.whatif.RateReplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question, as JSON. Unknown values are left out, never zero.
 *
 * @param sentence the answer in words
 * @param need for the load that was asked about
 * @param notes the basis of the answer, and the reasons why it may be off
 * @param curve latency against cost; none without a serving profile
 * @param day the newest day, planned again as asked; none without known arrivals
 * @param dayNow the same day by the policy in force
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WhatIfView(
        String sentence,
        @JsonUnwrapped Need need,
        List<String> notes,
        @Nullable CurveView curve,
        @Nullable DayView day,
        @Nullable DayView dayNow) {
    WhatIfView withDays(Optional<DayView> asked, Optional<DayView> present) {
        return new WhatIfView(sentence, need, notes, curve, asked.orElse(null), present.orElse(null));
    }

    /**
     * Replicas for a load, and their nodes and cost. All but the rate are absent where the promise is infeasible.
     *
     * @param nodes that hold the replicas and nothing else
     * @param usdPerHour cost of the replicas' GPUs
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Need(
            @Nullable Integer replicas,
            @Nullable Long nodes,
            @Nullable Long gpus,
            @Nullable Double usdPerHour,
            @Nullable Double ratePerReplica) {
        static Need of(Alternative asked, double load, Optional<NodeShape> shape) {
            Optional<Integer> replicas = asked.replicasFor(load);
            return new Need(
                    replicas.orElse(null),
                    replicas.flatMap(count -> shape.map(known -> known.nodesFor(count)))
                            .orElse(null),
                    replicas.flatMap(count -> shape.map(known -> known.gpusFor(count)))
                            .orElse(null),
                    replicas.flatMap(count -> asked.usdPerReplicaHour().map(usd -> count * usd))
                            .orElse(null),
                    asked.rates().map(rates -> rates.booked()).orElse(null));
        }
    }

    /**
     * Latency against cost, a list for each figure, all as long as {@code replicas}.
     *
     * @param usdPerHour cost of all replicas; none where the policy states no cost
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CurveView(List<Integer> replicas, @Nullable List<Double> usdPerHour, List<LatencyView> objectives) {
        static CurveView of(CostCurve curve, Optional<Double> replicaUsdPerHour) {
            return new CurveView(
                    curve.points().stream().map(CostCurve.Point::replicas).toList(),
                    replicaUsdPerHour
                            .map(each -> curve.points().stream()
                                    .map(point -> point.replicas() * each)
                                    .toList())
                            .orElse(null),
                    IntStream.range(0, curve.objectives().size())
                            .mapToObj(index -> LatencyView.of(curve, index))
                            .toList());
        }
    }

    /**
     * Latency at an objective's percentile.
     *
     * @param seconds null beyond saturation
     */
    record LatencyView(String objective, double limitSeconds, List<@Nullable Double> seconds) {
        static LatencyView of(CostCurve curve, int index) {
            Objective objective = curve.objectives().get(index);
            List<@Nullable Double> seconds = new ArrayList<>();
            curve.points()
                    .forEach(point ->
                            seconds.add(EvidenceView.orNull(point.seconds().get(index))));
            return new LatencyView(objective.toString(), objective.limitSeconds(), seconds);
        }
    }

    /**
     * A day that is played again.
     *
     * @param hours in which arrivals are known
     * @param keptPercent of the requests, arrived in minutes whose load keeps the promise
     * @param most the largest number of replicas
     * @param changes of the number
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DayView(
            double hours,
            double replicaHours,
            @Nullable Double gpuHours,
            @Nullable Double usd,
            @Nullable Double keptPercent,
            int most,
            int changes) {
        static DayView of(RateReplay.Outcome outcome, Optional<Integer> gpus, Optional<Double> replicaUsdPerHour) {
            return new DayView(
                    outcome.hours(),
                    outcome.replicaHours(),
                    gpus.map(each -> outcome.replicaHours() * each).orElse(null),
                    replicaUsdPerHour.map(each -> outcome.replicaHours() * each).orElse(null),
                    outcome.requests() > 0 ? (Double) (100 * outcome.kept() / outcome.requests()) : null,
                    outcome.most(),
                    outcome.changes());
        }
    }
}
