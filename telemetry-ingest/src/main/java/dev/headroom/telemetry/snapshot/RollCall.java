// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.EngineTrack;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the replicas that run and show nothing. Where pods can be seen, all ready replicas without a scrape are missing, whether or not
 * they ever had one. Elsewhere replicas that fell silent with requests in flight are missing. They count up to the number of wanted
 * replicas without a scrape, until as many as wanted have been scraped again.
 */
final class RollCall {
    /** A request that ended may be reported in the pane of 10 s in which its server was last scraped. */
    private static final Duration PANE = Duration.ofSeconds(10);

    private final WorkloadWindow window;
    private final Optional<ReplicaWatch.Wanted> wanted;
    private final Instant now;
    private final SnapshotSettings settings;

    RollCall(WorkloadWindow window, Optional<ReplicaWatch.Wanted> wanted, Instant now, SnapshotSettings settings) {
        this.window = window;
        this.wanted = wanted;
        this.now = now;
        this.settings = settings;
    }

    /** The replicas that are missing beside these scraped ones. */
    ServerGaps gapsOf(List<EngineFlow> live) {
        Set<String> seen = live.stream().map(EngineFlow::replica).collect(Collectors.toSet());
        Set<String> heard = heard(seen);
        OptionalLong ready = ready();
        long unscraped = 0;
        long silent = 0;
        if (ready.isEmpty()) {
            Set<String> fallen = fallen(seen);
            unscraped = Math.min(fallen.size(), Math.max(0, expected() - seen.size()));
            fallen.removeAll(heard);
            silent = Math.min(fallen.size(), unscraped);
        } else if (window.servers().newest().isPresent()) {
            unscraped = Math.max(0, ready.getAsLong() - seen.size());
            silent = Math.max(0, unscraped - heard.size());
        }
        return new ServerGaps(
                seen.size(),
                ready,
                unscraped,
                silent,
                live.size(),
                live.stream().filter(engine -> !engine.isCounting()).count(),
                window.servers().refusedSince(silentSince()));
    }

    /** Where as many as wanted are scraped, the silent ones were replaced: this holds also when more are wanted later. */
    void noteReplacements(ServerGaps gaps) {
        if (wanted.filter(known -> gaps.seen() >= known.replicas()).isPresent()) {
            window.servers().accountUntil(silentSince());
        }
    }

    /** Replicas without a scrape that ended a request after their last scrape, and within the last minute. */
    private Set<String> heard(Set<String> seen) {
        Set<String> heard = new HashSet<>(window.replicasThatEndedSince(now.minus(settings.nowSpan())));
        heard.removeAll(seen);
        window.servers().all().stream()
                .filter(track ->
                        !window.endedSince(track.replica(), track.newest().at().plus(PANE)))
                .map(EngineTrack::replica)
                .forEach(heard::remove);
        return heard;
    }

    /** Replicas that fell silent with requests in flight; where the wanted number is unknown, within the window's span. */
    private Set<String> fallen(Set<String> seen) {
        Set<String> fallen = new HashSet<>(window.servers().fallenBefore(silentSince()));
        fallen.removeAll(seen);
        if (wanted.isEmpty()) {
            Instant oldest = now.minus(WorkloadWindow.SPAN);
            fallen.retainAll(window.servers().all().stream()
                    .filter(track -> !track.newest().at().isBefore(oldest))
                    .map(EngineTrack::replica)
                    .collect(Collectors.toSet()));
        }
        return fallen;
    }

    private long expected() {
        return wanted.map(known -> (long) known.replicas()).orElse(Long.MAX_VALUE);
    }

    private OptionalLong ready() {
        return wanted.filter(known -> known.ready().isPresent())
                .map(known -> OptionalLong.of(known.ready().getAsInt()))
                .orElse(OptionalLong.empty());
    }

    private Instant silentSince() {
        return now.minus(settings.heartbeatWithin());
    }
}
