// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.telemetry.WorkloadKey;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

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

    /** Decides between the kinds. */
    default <R> R fold(Function<OfPlan, R> plan, Function<OfHistory, R> history, Function<OfLearnt, R> learnt) {
        if (this instanceof OfPlan ofPlan) {
            return plan.apply(ofPlan);
        } else if (this instanceof OfLearnt ofLearnt) {
            return learnt.apply(ofLearnt);
        }
        return history.apply((OfHistory) this);
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
