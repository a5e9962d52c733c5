// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.RunningReplicas.Running;
import dev.headroom.scaler.plan.ReplicaPlan;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The past of one workload: some 60 kB of figures, and its newest changes. Safe from any thread. */
public final class WorkloadTimeline {
    /** A fleet that changes every two minutes fills it in two hours; an ordinary one in days. */
    static final int CHANGES_KEPT = 60;

    private final SpanRing fine = new SpanRing(Resolution.FINE);
    private final SpanRing coarse = new SpanRing(Resolution.COARSE);
    private final DaysOfReplicas days = new DaysOfReplicas();
    private final Deque<Change> changes = new ArrayDeque<>();
    private @Nullable ReplicaPlan newest;

    WorkloadTimeline() {}

    /** Notes a plan, and the replicas that run; a plan that says the same as the last one is no change. */
    synchronized void note(ReplicaPlan plan, Optional<Running> replicas, Instant now) {
        Sample sample = Sample.of(plan, replicas, now);
        fine.add(sample);
        coarse.add(sample);
        days.add(sample);
        if (newest == null || !LatestPlans.saysTheSame(newest, plan)) {
            changes.addLast(Change.of(Optional.ofNullable(newest), plan));
            if (changes.size() > CHANGES_KEPT) {
                changes.removeFirst();
            }
        }
        newest = plan;
    }

    /** The figures of the spans that begin within an interval. */
    public synchronized Series between(Resolution resolution, Instant from, Instant to) {
        return ring(resolution).between(from, to);
    }

    /**
     * One figure's values in the newest spans, oldest first; NaN where nothing is known.
     *
     * @param until an instant of the last span
     * @param count how many spans; at most those that are kept
     */
    public synchronized float[] newest(Resolution resolution, DrawnFigure figure, Instant until, int count) {
        return ring(resolution).newest(figure, until, count);
    }

    /** The days since this replica started, the newest two weeks of them, oldest first. */
    public synchronized List<DayOfReplicas> days() {
        return days.all();
    }

    /** The newest changes, the newest first. */
    public synchronized List<Change> changes() {
        List<Change> newestFirst = new ArrayList<>(changes);
        Collections.reverse(newestFirst);
        return List.copyOf(newestFirst);
    }

    private SpanRing ring(Resolution resolution) {
        return switch (resolution) {
            case FINE -> fine;
            case COARSE -> coarse;
        };
    }
}
