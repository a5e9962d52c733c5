// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.CapacityVerdict;
import dev.headroom.scaler.capacity.Infeasible;
import dev.headroom.scaler.capacity.ReplicaCapacity;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What every constraint of a policy asks for, at one demand.
 *
 * @param plannedRate requests per second that are planned for
 * @param all the constraints that ask for something
 * @param infeasible objectives that no number of replicas keeps
 * @param standings where each objective stands
 */
record Needs(double plannedRate, List<Need> all, List<Infeasible> infeasible, List<ReplicaPlan.Standing> standings) {
    static Needs of(PlanInput input, Demand demand, double plannedRate) {
        List<Need> needs = new ArrayList<>();
        List<Infeasible> infeasible = new ArrayList<>();
        List<ReplicaPlan.Standing> standings = new ArrayList<>();
        for (Objective objective : input.policy().objectives()) {
            Optional<CapacityVerdict> verdict =
                    input.capacity().map(model -> model.capacityFor(demand.shape(), objective));
            verdict.ifPresent(known -> known.fold(
                    capacity -> needs.add(forRate(
                            objective.toString(),
                            capacity,
                            plannedRate,
                            objective.signal().word())),
                    infeasible::add));
            standings.add(new ReplicaPlan.Standing(objective, observed(input.snapshot(), objective), rateOf(verdict)));
        }
        input.capacity().ifPresent(model -> needs.add(saturation(model, demand, plannedRate)));
        ceiling(input, demand, plannedRate).ifPresent(needs::add);
        return new Needs(plannedRate, List.copyOf(needs), List.copyOf(infeasible), List.copyOf(standings));
    }

    /** Where the objectives stand when nothing can be said of needs. */
    static List<ReplicaPlan.Standing> standingsOf(SloPolicy policy, WorkloadSnapshot snapshot) {
        return policy.objectives().stream()
                .map(objective ->
                        new ReplicaPlan.Standing(objective, observed(snapshot, objective), OptionalDouble.empty()))
                .toList();
    }

    Optional<Need> largest() {
        return all.stream().max(Comparator.comparingDouble(Need::exact));
    }

    private static OptionalDouble rateOf(Optional<CapacityVerdict> verdict) {
        return verdict.map(known -> known.fold(
                        capacity -> OptionalDouble.of(capacity.requestsPerSecond()), none -> OptionalDouble.empty()))
                .orElse(OptionalDouble.empty());
    }

    private static Need saturation(CapacityModel model, Demand demand, double plannedRate) {
        ReplicaCapacity most = model.saturation(demand.shape());
        return forRate("the most a replica sustains (" + most.boundBy() + ")", most, plannedRate, "saturation");
    }

    private static Need forRate(String what, ReplicaCapacity capacity, double plannedRate, String word) {
        double exact = plannedRate / capacity.requestsPerSecond();
        String sentence = text(
                "%.2f requests/s at %.2f per replica under %s need %.2f replicas",
                plannedRate, capacity.requestsPerSecond(), what, exact);
        return new Need(word, exact, OptionalDouble.of(capacity.requestsPerSecond()), sentence);
    }

    /** Requests in flight by Little's law: rate times end-to-end latency. */
    private static Optional<Need> ceiling(PlanInput input, Demand demand, double plannedRate) {
        if (input.policy().concurrencyPerReplica().isEmpty()) {
            return Optional.empty();
        }
        int perReplica = input.policy().concurrencyPerReplica().getAsInt();
        if (input.capacity().isPresent()) {
            return Optional.of(modelledCeiling(input, demand, plannedRate, perReplica));
        }
        OptionalDouble latency = meanEndToEnd(input.snapshot());
        if (latency.isEmpty()) {
            return Optional.empty();
        }
        double exact = plannedRate * latency.getAsDouble() / perReplica;
        return Optional.of(new Need(
                "concurrency",
                exact,
                OptionalDouble.of(perReplica / latency.getAsDouble()),
                text(
                        "%.2f requests/s of %.2f s each keep %.1f in flight, at most %d per replica need %.2f replicas",
                        plannedRate, latency.getAsDouble(), plannedRate * latency.getAsDouble(), perReplica, exact)));
    }

    /** With more replicas each is faster, so the fewest is searched for; more than the policy allows are of no interest. */
    private static Need modelledCeiling(PlanInput input, Demand demand, double plannedRate, int perReplica) {
        CapacityModel model = input.capacity().orElseThrow();
        int most = input.policy().replicas().max();
        int low = 1;
        int high = most;
        while (low < high) {
            int middle = low + (high - low) / 2;
            if (inFlight(model, demand, plannedRate / middle) <= perReplica) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        double each = inFlight(model, demand, plannedRate / low);
        double exact = Double.isInfinite(each) ? low : Math.max(low - 1 + 1e-6, Math.min(low, low * each / perReplica));
        return new Need(
                "concurrency",
                plannedRate == 0 ? 0 : exact,
                OptionalDouble.empty(),
                text("a ceiling of %d in flight per replica needs %d replicas", perReplica, low));
    }

    private static double inFlight(CapacityModel model, Demand demand, double ratePerReplica) {
        return model.latencyAt(demand.shape(), ratePerReplica)
                .map(latency -> latency.concurrency())
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static OptionalDouble meanEndToEnd(WorkloadSnapshot snapshot) {
        OptionalDouble now = snapshot.now().endToEnd().mean();
        return now.isPresent() ? now : snapshot.recent().endToEnd().mean();
    }

    private static OptionalDouble observed(WorkloadSnapshot snapshot, Objective objective) {
        return distributionOf(snapshot.now(), objective.signal()).valueAt(objective.percentile());
    }

    private static Distribution distributionOf(Reading reading, Signal signal) {
        return switch (signal) {
            case TTFT -> reading.timeToFirstToken();
            case ITL -> reading.interTokenLatency();
            case E2E -> reading.endToEnd();
        };
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
