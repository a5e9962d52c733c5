// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

import dev.headroom.scaler.plan.ReplicaPlan;
import io.micrometer.core.instrument.Counter;
import io.prometheus.client.exemplars.Exemplar;
import io.prometheus.client.exemplars.ExemplarSampler;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * OpenMetrics' exemplars: the newest decision that a counter counted, by workload and time. {@code ./headroom explain} finds it by both.
 * Counts of anything else have none. Safe from any thread.
 */
public final class DecisionExemplars implements ExemplarSampler {
    private static final String WORKLOAD = "workload";
    private static final String MADE_AT = "made_at";

    /** OpenMetrics' limit for all names and values of one exemplar. */
    private static final int MOST_CHARACTERS = 128;

    /** The decision that a thread counts now. */
    private static final ThreadLocal<@Nullable ReplicaPlan> COUNTED = new ThreadLocal<>();

    private final InstantSource clock;

    /** Dates exemplars by the machine's clock: Prometheus refuses those of another time. */
    public DecisionExemplars() {
        this(InstantSource.system());
    }

    DecisionExemplars(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts one decision. */
    void count(Counter counter, ReplicaPlan plan) {
        COUNTED.set(plan);
        try {
            counter.increment();
        } finally {
            COUNTED.remove();
        }
    }

    @Override
    public @Nullable Exemplar sample(double increment, @Nullable Exemplar previous) {
        ReplicaPlan plan = COUNTED.get();
        return plan == null ? null : exemplar(increment, plan);
    }

    @Override
    public @Nullable Exemplar sample(double value, double from, double to, @Nullable Exemplar previous) {
        return sample(value, previous);
    }

    /** A workload's name that is too long is left out: a part of it could be another's. */
    private Exemplar exemplar(double value, ReplicaPlan plan) {
        String workload = plan.workload().toString();
        String madeAt = plan.madeAt().toString();
        Instant now = clock.instant();
        int characters = WORKLOAD.length() + workload.length() + MADE_AT.length() + madeAt.length();
        return characters > MOST_CHARACTERS
                ? new Exemplar(value, now.toEpochMilli(), MADE_AT, madeAt)
                : new Exemplar(value, now.toEpochMilli(), MADE_AT, madeAt, WORKLOAD, workload);
    }
}
