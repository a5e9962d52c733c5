// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.RoundListener;
import dev.headroom.scaler.cycle.RunningReplicas;
import dev.headroom.scaler.edge.metrics.WorkloadMeters;
import dev.headroom.scaler.edge.web.NodeSizes;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.scaler.supply.SurroundingsSource;
import dev.headroom.scaler.timeline.Timelines;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Views of the plans: meters and timelines. */
@ApplicationScoped
public class ViewsWiring {
    /** Renewed after each round, in this order. */
    public record Views(List<RoundListener> listeners) {}

    @Produces
    @Singleton
    WorkloadMeters workloadMeters(MeterRegistry registry, LatestPlans latestPlans, DocumentLibrary library) {
        return new WorkloadMeters(registry, latestPlans, library);
    }

    @Produces
    @Singleton
    Timelines timelines(
            LatestPlans latestPlans,
            DocumentLibrary library,
            SurroundingsSource surroundings,
            RunningReplicas running) {
        return new Timelines(
                latestPlans,
                workload -> targetOf(workload, library, surroundings).flatMap(running::of));
    }

    @Produces
    @Singleton
    NodeSizes nodeSizes(DocumentLibrary library, SurroundingsSource surroundings, DocumentsWiring cluster) {
        return workload -> targetOf(workload, library, surroundings)
                .map(cluster::devicesPerNode)
                .orElse(OptionalInt.empty());
    }

    private static Optional<ScaleTarget> targetOf(
            WorkloadKey workload, SloSource policies, SurroundingsSource surroundings) {
        Optional<ScaleTarget> named = policies.policyInForce(workload)
                .flatMap(policy -> policy.workload().scaleTarget());
        return surroundings.targetOf(workload, named);
    }

    @Produces
    @Singleton
    Views views(WorkloadMeters gauges, Timelines timelines) {
        return new Views(List.of(gauges, timelines));
    }
}
