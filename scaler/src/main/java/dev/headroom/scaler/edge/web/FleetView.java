// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.scaler.fleet.WorkloadStanding;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.timeline.DrawnFigure;
import dev.headroom.scaler.timeline.Resolution;
import dev.headroom.scaler.timeline.WorkloadTimeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A workload in the list of all of them, as JSON. Unknown values are left out, never zero.
 *
 * @param attention how urgently a person should look at it
 * @param state its state in words
 * @param ofLimit the worst objective's latency over its limit
 * @param lastHour arrivals per second in each minute of the last hour, oldest first; null where none were observed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FleetView(
        String workload,
        String attention,
        String state,
        Replicas replicas,
        @Nullable String objective,
        @Nullable Double ofLimit,
        @Nullable Double usdPerHour,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<@Nullable Float> lastHour) {
    private static final int MINUTES = 60;
    private static final int SPANS_A_MINUTE = 6;
    private static final int THOUSAND = 1_000;

    static FleetView of(WorkloadStanding standing, Optional<WorkloadTimeline> timeline, Instant now) {
        ReplicaPlan plan = standing.plan();
        return new FleetView(
                plan.workload().toString(),
                standing.attention().name().toLowerCase(Locale.ROOT),
                standing.sentence(),
                Replicas.of(plan, timeline, now),
                standing.worst().map(worst -> worst.objective().toString()).orElse(null),
                EvidenceView.orNull(standing.ofLimit()),
                EvidenceView.orNull(plan.basis().usdPerHour()),
                timeline.map(known -> lastHour(known, now)).orElse(List.of()));
    }

    /**
     * Replicas now and as wanted.
     *
     * @param ready null where pods cannot be seen
     * @param answer null while the answer is no number
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Replicas(
            @Nullable Integer ready, int wanted, @Nullable Integer answer) {
        static Replicas of(ReplicaPlan plan, Optional<WorkloadTimeline> timeline, Instant now) {
            return new Replicas(
                    timeline.flatMap(known -> newest(known, DrawnFigure.READY, now))
                            .map(Math::round)
                            .orElse(null),
                    plan.desired(),
                    plan.answer() instanceof Answer.Replicas replicas ? replicas.count() : null);
        }
    }

    /** The newest known value: the span that has just begun may have none yet. */
    private static Optional<Float> newest(WorkloadTimeline timeline, DrawnFigure figure, Instant now) {
        float[] values = timeline.newest(Resolution.FINE, figure, now, 2);
        float newest = Float.isNaN(values[1]) ? values[0] : values[1];
        return Float.isNaN(newest) ? Optional.empty() : Optional.of(newest);
    }

    private static List<@Nullable Float> lastHour(WorkloadTimeline timeline, Instant now) {
        float[] values = timeline.newest(Resolution.FINE, DrawnFigure.ARRIVALS, now, MINUTES * SPANS_A_MINUTE);
        List<@Nullable Float> minutes = new ArrayList<>(MINUTES);
        for (int minute = 0; minute < MINUTES; minute++) {
            double sum = 0;
            int known = 0;
            for (int span = minute * SPANS_A_MINUTE; span < (minute + 1) * SPANS_A_MINUTE; span++) {
                sum += Float.isNaN(values[span]) ? 0 : values[span];
                known += Float.isNaN(values[span]) ? 0 : 1;
            }
            minutes.add(known == 0 ? null : (Float) rounded(sum / known));
        }
        return minutes;
    }

    /** More digits cannot be drawn, and the list is sent to each tab every two seconds. */
    private static float rounded(double rate) {
        return (float) (Math.round(rate * THOUSAND) / (double) THOUSAND);
    }
}
