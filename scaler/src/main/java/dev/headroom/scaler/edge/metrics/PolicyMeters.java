// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

import dev.headroom.scaler.cycle.PolicyAgreement;
import dev.headroom.telemetry.WorkloadKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/** A gauge for each workload whose plans are made under another policy than this replica's, as long as that is so. Planning thread. */
public final class PolicyMeters implements PolicyAgreement.Listener {
    private final MeterRegistry registry;
    private final Map<WorkloadKey, Gauge> differing = new HashMap<>();

    /** Shows nothing yet. */
    public PolicyMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void differs(WorkloadKey workload, String sentence) {
        differing.computeIfAbsent(
                workload,
                key -> Gauge.builder(MeterNames.POLICY_DIFFERS, () -> 1)
                        .description("1 while this replica answers with plans made with another policy")
                        .tags("namespace", key.namespace(), "workload", key.name())
                        .register(registry));
    }

    @Override
    public void agrees(WorkloadKey workload) {
        Gauge gone = differing.remove(workload);
        if (gone != null) {
            registry.remove(gone);
        }
    }
}
