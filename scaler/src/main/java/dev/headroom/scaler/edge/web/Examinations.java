// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import dev.headroom.scaler.doctor.Doctor;
import dev.headroom.scaler.doctor.DoctorFinding;
import dev.headroom.scaler.doctor.ScalingSight;
import dev.headroom.scaler.doctor.ServiceFacts;
import dev.headroom.scaler.doctor.WorkloadFacts;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Examines on demand. All clients that ask within some seconds get the same findings: the cluster and Kafka are asked once for all of
 * them, and no thread waits for each.
 */
public final class Examinations {
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Uni<List<DoctorFinding>> newest;

    /**
     * Examines nothing yet.
     *
     * @param service facts of the service; may wait some seconds
     * @param workloads facts of all workloads, from memory
     * @param sight the cluster's ScaledObjects and HPAs; may wait some seconds
     */
    public Examinations(
            Supplier<ServiceFacts> service, Supplier<List<WorkloadFacts>> workloads, Supplier<ScalingSight> sight) {
        this.newest = Uni.createFrom()
                .item(() -> Doctor.examine(service.get(), workloads.get(), sight.get()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .memoize()
                .forFixedDuration(KEPT);
    }

    /** All findings, at most ten seconds old. */
    public Uni<List<DoctorFinding>> newest() {
        return newest;
    }
}
