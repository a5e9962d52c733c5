// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.telemetry.attribute.Attributed.Reason;
import dev.headroom.telemetry.attribute.Quarantine;
import dev.headroom.telemetry.attribute.Quarantined;
import dev.headroom.telemetry.pipeline.RecentAttribution;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Telemetry that belongs to no workload, and the policies that it may be about. Safe from any thread. */
public final class StrangersLook {
    /** As many as a person reads; the rest is at {@code /unattributed}. */
    private static final int MOST_SOURCES = 5;

    private static final int MOST_CANDIDATES = 5;

    private final Quarantine quarantine;
    private final RecentAttribution recent;
    private final SloSource policies;
    private final InstantSource clock;
    private final Instant startedAt;
    private final boolean elsewhere;

    /**
     * Looks at nothing yet.
     *
     * @param policies whose names are compared with those of the telemetry
     * @param startedAt when this process began to read
     * @param elsewhere whether other processes attribute telemetry, and this one reads their panes
     */
    public StrangersLook(
            Quarantine quarantine,
            RecentAttribution recent,
            SloSource policies,
            InstantSource clock,
            Instant startedAt,
            boolean elsewhere) {
        this.quarantine = quarantine;
        this.recent = recent;
        this.policies = policies;
        this.clock = clock;
        this.startedAt = startedAt;
        this.elsewhere = elsewhere;
    }

    /** The newest identities, the newest first. */
    List<UnattributedView> all() {
        List<SloPolicy> known = inForce();
        return quarantine.newestFirst().stream().map(one -> view(one, known)).toList();
    }

    /**
     * The last minutes by reason, the most frequent first.
     *
     * @param workload shows only identities that this one may claim, and no counts of reasons without any; null shows all
     */
    RecentStrangersView recent(@Nullable String workload) {
        Instant now = clock.instant();
        List<SloPolicy> known = inForce();
        List<Quarantined> sources = quarantine.newestFirst().stream()
                .filter(one -> !one.lastSeen().isBefore(now.minus(RecentAttribution.SPAN)))
                .filter(one ->
                        workload == null || candidates(one.identity(), known).anyMatch(name -> name.equals(workload)))
                .toList();
        RecentAttribution.Counts counts = recent.until(now);
        return new RecentStrangersView(
                minutes(now),
                elsewhere,
                counts.attributed(),
                counts.unattributed().entrySet().stream()
                        .sorted(Map.Entry.<Reason, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(reason -> reason(reason.getKey(), reason.getValue(), sources, known))
                        .filter(reason -> workload == null || !reason.sources().isEmpty())
                        .toList());
    }

    private static RecentStrangersView.ReasonView reason(
            Reason reason, long count, List<Quarantined> sources, List<SloPolicy> known) {
        List<Quarantined> theirs = sources.stream()
                .filter(one -> one.identity().reason() == reason)
                .toList();
        return new RecentStrangersView.ReasonView(
                UnattributedView.word(reason),
                count,
                theirs.stream().limit(MOST_SOURCES).map(one -> view(one, known)).toList(),
                Math.max(0, theirs.size() - MOST_SOURCES));
    }

    private static UnattributedView view(Quarantined one, List<SloPolicy> known) {
        return UnattributedView.of(
                one, candidates(one.identity(), known).limit(MOST_CANDIDATES).toList());
    }

    /** Policies with one of its model names; without any, the policies of its namespace. */
    private static Stream<String> candidates(Quarantined.Identity identity, List<SloPolicy> known) {
        List<String> byModel = known.stream()
                .filter(policy ->
                        identity.models().stream().anyMatch(policy.workload().models()::contains))
                .map(policy -> policy.name().toString())
                .toList();
        return byModel.isEmpty()
                ? known.stream()
                        .filter(policy -> Optional.of(policy.name().namespace()).equals(identity.namespace()))
                        .map(policy -> policy.name().toString())
                : byModel.stream();
    }

    private List<SloPolicy> inForce() {
        return policies.all().stream()
                .map(PolicyStatus::inForce)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(policy -> policy.name().toString()))
                .toList();
    }

    /** Since the start, where that is more recent; a minute that has begun counts. */
    private long minutes(Instant now) {
        long whole = RecentAttribution.SPAN.toMinutes();
        Duration up = Duration.between(startedAt, now);
        return up.isNegative() ? 1 : Math.min(whole, up.toMinutes() + 1);
    }
}
