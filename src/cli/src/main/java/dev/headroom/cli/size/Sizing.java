// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size;

import dev.headroom.scaler.capacity.CapacityLimits;
import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.Infeasible;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What came of sizing.
 *
 * @param request what was asked
 * @param replicas how many, and what binds; empty when an objective cannot be met
 * @param capacityModel word for the model
 * @param why one sentence
 */
record Sizing(SizeRequest request, Optional<Count> replicas, String capacityModel, String why) {
    /**
     * How many replicas.
     *
     * @param replicas 1 or more
     * @param bound what one of them carries, and why not more
     */
    record Count(int replicas, CapacityLimits.Bound bound) {}

    static Sizing of(SizeRequest request, CapacityModel model) {
        CapacityLimits requirement =
                CapacityLimits.of(model, request.shape(), request.objectives(), request.perReplica());
        if (!requirement.infeasible().isEmpty()) {
            String sentences =
                    requirement.infeasible().stream().map(Infeasible::sentence).collect(Collectors.joining("; "));
            return new Sizing(request, Optional.empty(), model.word(), sentences);
        }
        CapacityLimits.Bound bound = requirement.binding();
        double perReplica = bound.capacity().requestsPerSecond();
        int replicas = CapacityLimits.replicasFor(request.requestsPerSecond(), perReplica);
        String sentence = String.format(
                Locale.ROOT,
                "%s requests/s at %s requests/s per replica need %s, rounded up %d (%s)",
                Figures.text(request.requestsPerSecond()),
                Figures.text(perReplica),
                Figures.text(request.requestsPerSecond() / perReplica),
                replicas,
                bound.sentence());
        String caution =
                model.caution(request.shape()).map(warning -> "; " + warning).orElse("");
        return new Sizing(request, Optional.of(new Count(replicas, bound)), model.word(), sentence + caution);
    }

    /** GPUs of all replicas; empty when an objective cannot be met. */
    Optional<Long> gpus() {
        return replicas.map(count -> (long) count.replicas() * request.profile().gpus());
    }

    /** What they cost for an hour; empty where no price was given, or nothing is to be had for it. */
    OptionalDouble usdPerHour() {
        return request.gpuHourUsd().isPresent() && gpus().isPresent()
                ? OptionalDouble.of(request.gpuHourUsd().getAsDouble() * gpus().get())
                : OptionalDouble.empty();
    }
}
