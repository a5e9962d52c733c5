// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** The key of a record of the shared topic: the subject of the record. */
sealed interface SharedKey {
    /** The key as it is written. */
    String text();

    /** The plan of a workload. */
    record OfPlan(WorkloadKey workload) implements SharedKey {
        @Override
        public String text() {
            return "plan/" + workload;
        }
    }

    /** The arrivals of a workload on one UTC day. */
    record OfHistory(WorkloadKey workload, LocalDate day) implements SharedKey {
        @Override
        public String text() {
            return "history/" + workload + "/" + day;
        }
    }

    /** Learned state of a workload. */
    record OfLearnt(WorkloadKey workload) implements SharedKey {
        @Override
        public String text() {
            return "learnt/" + workload;
        }
    }

    /** The pods of a scale target. */
    record OfPods(ScaleTarget target) implements SharedKey {
        @Override
        public String text() {
            return "pods/" + target.namespace() + "/" + target.kind() + "/" + target.name();
        }
    }

    /** Empty for a key that this version does not know. */
    static Optional<SharedKey> parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length < 3 || parts[1].isBlank() || parts[2].isBlank()) {
            return Optional.empty();
        }
        WorkloadKey workload = new WorkloadKey(parts[1], parts[2]);
        if (parts[0].equals("plan") && parts.length == 3) {
            return Optional.of(new OfPlan(workload));
        }
        if (parts[0].equals("learnt") && parts.length == 3) {
            return Optional.of(new OfLearnt(workload));
        }
        if (parts[0].equals("history") && parts.length == 4) {
            return dayOf(parts[3]).map(day -> new OfHistory(workload, day));
        }
        if (parts[0].equals("pods") && parts.length == 4 && !parts[3].isBlank()) {
            return Optional.of(new OfPods(new ScaleTarget(parts[1], parts[2], parts[3])));
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> dayOf(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
