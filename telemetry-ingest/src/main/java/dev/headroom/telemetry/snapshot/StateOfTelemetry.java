// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.ArrivalPanes;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges how far a workload's telemetry can be believed. Asked in this order: does the broker answer, is everything read that
 * waits, is there anything at all, and does silence mean idleness, blindness or chance.
 */
final class StateOfTelemetry {
    private static final double NANOS_PER_SECOND = 1e9;

    private final FeedStatus feed;
    private final SnapshotSettings settings;
    private final Instant now;

    StateOfTelemetry(FeedStatus feed, SnapshotSettings settings, Instant now) {
        this.feed = feed;
        this.settings = settings;
        this.now = now;
    }

    /** State of a workload of which there is no window. */
    TelemetryState withoutEvents() {
        return ofFeed().orElseGet(() -> new TelemetryState.New(
                "no event of this workload since the consumer started %s ago".formatted(text(since(feed.startedAt()))),
                feed.startedAt()));
    }

    TelemetryState of(WorkloadWindow window, ArrivalView arrivals) {
        return ofFeed().orElseGet(() -> window.newestEvent()
                .map(newest -> ofEvents(window.arrivals(), newest, arrivals.allowedSilence()))
                .orElseGet(this::withoutEvents));
    }

    private Optional<TelemetryState> ofFeed() {
        Instant contact = feed.lastContact().orElse(feed.startedAt());
        if (since(contact).compareTo(settings.darkAfter()) > 0) {
            String cause = "the broker has not answered for %s, allowed are %s"
                    .formatted(text(since(contact)), text(settings.darkAfter()));
            return Optional.of(new TelemetryState.Dark(cause, contact));
        }
        Instant behind = feed.behindSince().orElse(now);
        if (since(behind).compareTo(settings.laggingAfter()) > 0) {
            String cause = "records have waited unread for %s, allowed are %s"
                    .formatted(text(since(behind)), text(settings.laggingAfter()));
            return Optional.of(new TelemetryState.Lagging(cause, behind));
        }
        if (!feed.caughtUp()) {
            String cause = "what the broker held at the start %s ago is not all read yet"
                    .formatted(text(since(feed.startedAt())));
            return Optional.of(new TelemetryState.Lagging(cause, feed.startedAt()));
        }
        return Optional.empty();
    }

    private TelemetryState ofEvents(ArrivalPanes arrivals, Instant newest, Duration allowed) {
        Duration silence = since(newest);
        String figures = "newest event %s ago, silence allowed for %s".formatted(text(silence), text(allowed));
        if (silence.compareTo(allowed) <= 0) {
            return new TelemetryState.Fresh(figures, newest);
        }
        boolean idle = arrivals.newestAdmission().isPresent() && arrivals.everyAdmittedHasEnded(now);
        return idle
                ? new TelemetryState.Idle("every admitted request has ended; " + figures, newest)
                : new TelemetryState.Unobservable("nothing tells an idle server from a dead one; " + figures, newest);
    }

    private Duration since(Instant instant) {
        return Duration.between(instant, now);
    }

    private static String text(Duration duration) {
        double seconds = (double) duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
