// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.timeline.Change;
import dev.headroom.scaler.timeline.DayOfReplicas;
import dev.headroom.scaler.timeline.ReplicaStart;
import dev.headroom.scaler.timeline.Resolution;
import dev.headroom.scaler.timeline.Series;
import dev.headroom.scaler.timeline.WorkloadTimeline;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A workload's timeline as JSON, a list for each figure, all as long as {@code seconds}. Unknown values are null.
 *
 * @param spanSeconds length of each span
 * @param seconds when each span begins, in seconds since the epoch
 * @param days replicas that ran and that the plan wanted, the newest day first; days in which either was unknown are absent
 * @param starts the newest starts of replicas, the newest first; none where pods cannot be seen
 */
record TimelineView(
        String workload,
        long spanSeconds,
        List<Long> seconds,
        Map<String, List<@Nullable Float>> figures,
        List<Latency> objectives,
        List<ChangeView> changes,
        List<DayView> days,
        List<StartView> starts) {
    static TimelineView of(
            WorkloadKey workload,
            Resolution resolution,
            Series series,
            WorkloadTimeline timeline,
            List<ReplicaStart> starts) {
        Map<String, List<@Nullable Float>> figures = new LinkedHashMap<>();
        series.figures().forEach((figure, values) -> figures.put(figure.word(), orNull(values)));
        List<Latency> objectives = new ArrayList<>();
        series.latencies().forEach((objective, values) -> objectives.add(Latency.of(objective, values)));
        return new TimelineView(
                workload.toString(),
                resolution.span().toSeconds(),
                series.begins().stream().map(Instant::getEpochSecond).toList(),
                figures,
                objectives,
                timeline.changes().stream().map(ChangeView::of).toList(),
                timeline.days().stream()
                        .sorted(Comparator.comparing(DayOfReplicas::day).reversed())
                        .map(DayView::of)
                        .toList(),
                starts.stream().map(StartView::of).toList());
    }

    /** The same figures as CSV: a line of names, then one line for each span. Unknown values are empty. */
    String csv() {
        List<String> names = new ArrayList<>(List.of("begin"));
        names.addAll(figures.keySet());
        objectives.forEach(latency -> names.add(latency.objective()));
        StringBuilder csv = new StringBuilder(String.join(",", names)).append('\n');
        for (int span = 0; span < seconds.size(); span++) {
            int at = span;
            List<@Nullable Float> row = new ArrayList<>();
            figures.values().forEach(values -> row.add(values.get(at)));
            objectives.forEach(latency -> row.add(latency.seconds().get(at)));
            csv.append(Instant.ofEpochSecond(seconds.get(at)))
                    .append(',')
                    .append(row.stream()
                            .map(value -> value == null ? "" : value.toString())
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return csv.toString();
    }

    /**
     * An objective's latency over time.
     *
     * @param seconds at its percentile
     */
    record Latency(String objective, double limitSeconds, List<@Nullable Float> seconds) {
        static Latency of(Objective objective, List<Float> values) {
            return new Latency(objective.toString(), objective.limitSeconds(), orNull(values));
        }
    }

    /**
     * A change of the plan.
     *
     * @param from replicas that KEDA was answered until then; null for the first plan, and where the answer was no number
     * @param to replicas that KEDA is answered from then on
     * @param unavailable why the answer is no number
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChangeView(
            String at,
            @Nullable Integer from,
            @Nullable Integer to,
            @Nullable String unavailable,
            int desired,
            String telemetry,
            List<WorkloadView.Stage> reasons) {
        static ChangeView of(Change change) {
            return new ChangeView(
                    change.at().toString(),
                    change.before().map(ChangeView::count).orElse(null),
                    count(change.answer()),
                    change.answer() instanceof Answer.Unavailable unavailable ? unavailable.sentence() : null,
                    change.desired(),
                    change.state(),
                    change.reasons().stream().map(WorkloadView.Stage::of).toList());
        }

        private static @Nullable Integer count(Answer answer) {
            return answer instanceof Answer.Replicas replicas ? replicas.count() : null;
        }
    }

    /**
     * A day's hours of replicas, and their cost where the policy states one.
     *
     * @param hours in which all of it was known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DayView(
            String day,
            double hours,
            double ranHours,
            double wantedHours,
            @Nullable Double ranUsd,
            @Nullable Double wantedUsd,
            long missedMinutes,
            long missedShortMinutes) {
        static DayView of(DayOfReplicas day) {
            boolean priced = day.ranUsd() + day.wantedUsd() > 0;
            return new DayView(
                    day.day().toString(),
                    day.hours(),
                    day.ran(),
                    day.wanted(),
                    priced ? (Double) day.ranUsd() : null,
                    priced ? (Double) day.wantedUsd() : null,
                    minutes(day.missed()),
                    minutes(day.missedShort()));
        }

        private static long minutes(double hours) {
            return Math.round(hours * Duration.ofHours(1).toMinutes());
        }
    }

    /**
     * The stages of a replica's start, in seconds. A stage that is not over, or that cannot be seen, is left out.
     *
     * @param asked from the decision until its pod exists
     * @param node from then until it has a node
     * @param image from then until its server runs
     * @param load from then until it is Ready
     * @param firstToken from then until the first token of its first request, once that has ended
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StartView(
            String pod,
            String created,
            @Nullable Double asked,
            @Nullable Double node,
            @Nullable Double image,
            @Nullable Double load,
            @Nullable Double firstToken) {
        static StartView of(ReplicaStart start) {
            return new StartView(
                    start.pod(),
                    start.created().toString(),
                    EvidenceView.orNull(start.asked()),
                    EvidenceView.orNull(start.node()),
                    EvidenceView.orNull(start.image()),
                    EvidenceView.orNull(start.load()),
                    EvidenceView.orNull(start.firstToken()));
        }
    }

    private static List<@Nullable Float> orNull(List<Float> values) {
        List<@Nullable Float> known = new ArrayList<>(values.size());
        values.forEach(value -> known.add(value.isNaN() ? null : value));
        return known;
    }
}
