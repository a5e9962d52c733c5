// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.scaler.capacity.CapacityLimits;
import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.Infeasible;
import dev.headroom.scaler.capacity.ReplicaCapacity;
import dev.headroom.scaler.forecast.TrafficShape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What came of sizing.
 *
 * @param arrivals how requests come
 * @param replicas how many, and what binds; empty when an objective cannot be met
 * @param capacityModel word for the model
 * @param why one sentence
 */
record Sizing(TrafficShape.Arrivals arrivals, Optional<Count> replicas, String capacityModel, String why) {
    /** No capacity is known better than to a millionth. */
    private static final MathContext DIGITS = new MathContext(6);

    /**
     * How many replicas.
     *
     * @param replicas 1 or more
     * @param bound what one of them carries, and why not more
     */
    record Count(int replicas, CapacityLimits.Bound bound) {}

    static Sizing of(CapacityModel model, TrafficShape shape, double requestsPerSecond, CapacityLimits requirement) {
        if (!requirement.infeasible().isEmpty()) {
            String sentences =
                    requirement.infeasible().stream().map(Infeasible::sentence).collect(Collectors.joining("; "));
            return new Sizing(shape.arrivals(), Optional.empty(), model.word(), sentences);
        }
        CapacityLimits.Bound bound = requirement.binding();
        double perReplica = bound.capacity().requestsPerSecond();
        int replicas = CapacityLimits.replicasFor(requestsPerSecond, perReplica);
        String sentence = String.format(
                Locale.ROOT,
                "%s requests/s at %s requests/s per replica need %s, rounded up %d (%s)",
                text(requestsPerSecond),
                text(perReplica),
                text(requestsPerSecond / perReplica),
                replicas,
                bound.sentence());
        String caution = model.caution(shape).map(warning -> "; " + warning).orElse("");
        return new Sizing(shape.arrivals(), Optional.of(new Count(replicas, bound)), model.word(), sentence + caution);
    }

    /**
     * All of it by name, in the order in which it is read.
     *
     * @param gpus of a replica
     * @param gpuHourUsd what a GPU costs for an hour; empty where no price was given
     */
    ObjectNode result(int gpus, Optional<Double> gpuHourUsd) {
        Optional<ReplicaCapacity> one = replicas.map(count -> count.bound().capacity());
        ObjectNode fields = JsonNodeFactory.instance
                .objectNode()
                .put("feasible", replicas.isPresent())
                .put("replicas", replicas.map(Count::replicas).orElse(null))
                .put(
                        "ratePerReplica",
                        one.map(capacity -> clean(capacity.requestsPerSecond())).orElse(null))
                .put(
                        "concurrencyPerReplica",
                        one.map(capacity -> clean(capacity.concurrency())).orElse(null))
                .put(
                        "bindingObjective",
                        replicas.map(count -> count.bound().word()).orElse(null));
        replicas.ifPresent(count -> {
            long all = (long) count.replicas() * gpus;
            fields.put("gpus", all);
            gpuHourUsd.ifPresent(usd -> fields.put("usdPerHour", clean(usd * all)));
        });
        return fields.put("arrivals", arrivals.name().toLowerCase(Locale.ROOT))
                .put("capacityModel", capacityModel)
                .put("why", why);
    }

    /** To six significant digits, without trailing zeros. */
    private static BigDecimal clean(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    private static String text(double value) {
        return clean(value).toPlainString();
    }
}
