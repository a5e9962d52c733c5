// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.ArrivalPanes;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Judges how far a workload's telemetry can be trusted. The questions, in order: does the broker answer, are all waiting records read, are
 * the servers alive and how much is in flight. Then: is there any telemetry, and does silence mean idleness, blindness or chance.
 */
final class StateOfTelemetry {
    /** Two scrapes: one scrape may miss requests between them. */
    private static final Duration IDLE_AFTER = Duration.ofSeconds(10);

    private static final double NANOS_PER_SECOND = 1e9;

    /** Below it, events do not report all that servers finish. */
    private static final double FULL_COVERAGE = 0.9;

    /** Above it, events report more than servers finish, beyond chance and the moment between a scrape and an event. */
    private static final double TOLD_TWICE = 1.2;

    private final FeedStatus feed;
    private final SnapshotSettings settings;
    private final Optional<ReplicaWatch.Wanted> wanted;
    private final Instant now;

    StateOfTelemetry(FeedStatus feed, SnapshotSettings settings, Optional<ReplicaWatch.Wanted> wanted, Instant now) {
        this.feed = feed;
        this.settings = settings;
        this.wanted = wanted;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** The arrivals, as far as the feed is read: unread records would make the newest seconds too few. */
    ArrivalView arrivals(WorkloadWindow window, ServerView servers) {
        return ArrivalView.of(window, servers, feed, now, settings);
    }

    /**
     * A rate while records that the broker held at the start are still to be read. Partitions are read one after the other, so a part of
     * all requests would be mistaken for all. The rate is known within seconds, as a rule. Where that takes long, the part is better than
     * nothing, because it may raise the number.
     */
    Optional<ArrivalRate> asFarAsRead(Optional<ArrivalRate> rate) {
        if (feed.caughtUp()) {
            return rate;
        }
        return since(feed.startedAt()).compareTo(settings.settling()) < 0
                ? Optional.empty()
                : rate.map(ArrivalRate::inPart);
    }

    TelemetryState of(WorkloadWindow window, ArrivalView arrivals, ServerView servers, ServerStatus status) {
        return ofFeed().orElseGet(() ->
                servers.isAlive() ? ofLiving(window, servers, status) : ofSilentServers(window, arrivals, servers));
    }

    private Optional<TelemetryState> ofFeed() {
        Instant contact = feed.lastContact().orElse(feed.startedAt());
        if (since(contact).compareTo(settings.darkAfter()) > 0) {
            String cause =
                    "%s %s (limit %s)".formatted(feed.silence(), text(since(contact)), text(settings.darkAfter()));
            return Optional.of(new TelemetryState.Dark(cause, contact));
        }
        if (feed.unreadSince().isPresent()) {
            Instant unread = feed.unreadSince().get();
            return Optional.of(new TelemetryState.Lagging(
                    "%s %s, so newer telemetry is unknown".formatted(feed.silence(), text(since(unread))), unread));
        }
        Instant behind = feed.behindSince().orElse(now);
        if (since(behind).compareTo(settings.laggingAfter()) > 0) {
            String cause = "records have waited unread for %s (limit %s)"
                    .formatted(text(since(behind)), text(settings.laggingAfter()));
            return Optional.of(new TelemetryState.Lagging(cause, behind));
        }
        if (!feed.caughtUp()) {
            String cause = "still reading the records that Kafka held at the start %s ago"
                    .formatted(text(since(feed.startedAt())));
            return Optional.of(new TelemetryState.Lagging(cause, feed.startedAt()));
        }
        return feed.backSince()
                .filter(back -> since(back).compareTo(settings.settling()) < 0)
                .map(back -> new TelemetryState.Lagging(
                        "the broker recovered %s ago, and producers may send late for %s"
                                .formatted(text(since(back)), text(settings.settling())),
                        back));
    }

    private TelemetryState ofLiving(WorkloadWindow window, ServerView servers, ServerStatus status) {
        OptionalLong inFlight = status.load().inFlight();
        String figures = "%d %s scraped, %s, %s"
                .formatted(
                        status.replicasScraped(),
                        status.replicasScraped() == 1 ? "replica" : "replicas",
                        inFlight.isPresent()
                                ? inFlight.getAsLong() + " requests in flight"
                                : "requests in flight unknown",
                        window.newestEvent()
                                .map(newest -> "newest event %s ago".formatted(text(since(newest))))
                                .orElse("no event yet"));
        Instant busy = later(servers.lastBusy(), window.newestEvent())
                .or(servers::begin)
                .orElse(now);
        boolean allScraped = wanted.map(known -> status.replicasScraped() >= known.replicas())
                .orElse(true);
        boolean idle = !isWaking()
                && inFlight.isPresent()
                && inFlight.getAsLong() == 0
                && !isAdmissionOpen(window.arrivals())
                && allScraped
                && Duration.between(busy, heard()).compareTo(IDLE_AFTER) > 0;
        return idle
                ? new TelemetryState.Idle(figures, sinceWoken(busy))
                : new TelemetryState.Fresh(
                        figures + servers.remarks() + coverage(status),
                        status.heartbeat().orElse(now));
    }

    private static String coverage(ServerStatus status) {
        double share = status.coverage().orElse(1);
        if (share > TOLD_TWICE) {
            return String.format(
                    Locale.ROOT,
                    "; events report %.0f %% of the finished requests: some servers are not scraped, or two sources report the same requests",
                    100 * share);
        }
        return share >= FULL_COVERAGE
                ? ""
                : String.format(
                        Locale.ROOT, "; events report only %.0f %% of the requests that servers finish", 100 * share);
    }

    private TelemetryState ofSilentServers(WorkloadWindow window, ArrivalView arrivals, ServerView servers) {
        Optional<Instant> newest = window.newestEvent();
        Optional<Instant> heartbeat = servers.heartbeat();
        boolean asleep = nothingWanted() && !isAnyoneWaiting(window.arrivals(), heartbeat);
        // Chance explains the silence of servers that run; where none shall run, a request would show itself at once.
        Duration allowed = asleep ? IDLE_AFTER.plus(settings.exportDelay()) : arrivals.allowedSilence();
        String last = newest.map(at -> "newest event %s ago".formatted(text(since(at))))
                .orElse("no event of this workload");
        String figures = last + ", silence allowed for " + text(allowed);
        // A source of admissions is not silent for lack of ends: no request comes, however rarely any did before.
        boolean nothingCame = newest.filter(
                        event -> Duration.between(event, heard()).compareTo(IDLE_AFTER) > 0)
                .isPresent();
        if (nothingCame && !isWaking() && admittedHaveEnded(window.arrivals())) {
            return new TelemetryState.Idle("every admitted request has ended; " + last, sinceWoken(newest.get()));
        }
        Instant until = asleep ? heard() : now;
        if (newest.filter(event -> Duration.between(event, until).compareTo(allowed) <= 0)
                .isPresent()) {
            return new TelemetryState.Fresh(figures, newest.get());
        }
        Optional<Instant> heard = later(heartbeat, newest);
        if (asleep) {
            return new TelemetryState.Idle(
                    "no replica is wanted; " + last,
                    later(servers.lastBusy(), newest)
                            .or(() -> heard)
                            .or(() -> wanted.flatMap(ReplicaWatch.Wanted::since))
                            .orElse(feed.startedAt()));
        }
        if (isWaking()) {
            return new TelemetryState.Unobservable(
                    "a woken replica is not Ready yet; " + last,
                    heard.or(() -> wanted.flatMap(ReplicaWatch.Wanted::since)).orElse(feed.startedAt()));
        }
        return heard.<TelemetryState>map(silent -> ofSilence(heartbeat, silent, last))
                .orElseGet(() -> new TelemetryState.New(
                        "no event of this workload for %s".formatted(text(since(feed.startedAt()))), feed.startedAt()));
    }

    private TelemetryState ofSilence(Optional<Instant> heartbeat, Instant silentSince, String event) {
        if (heartbeat.isEmpty()) {
            return new TelemetryState.Unobservable("idle and dead servers cannot be told apart; " + event, silentSince);
        }
        Optional<Instant> wantedSince = wanted.flatMap(ReplicaWatch.Wanted::since);
        if (wantedSince.filter(heartbeat.get()::isBefore).isPresent()) {
            return new TelemetryState.Unobservable(
                    "replicas are starting, none scraped yet; " + event, wantedSince.get());
        }
        return new TelemetryState.Dark(
                "no server scraped for %s (limit %s)"
                        .formatted(text(since(heartbeat.get())), text(settings.heartbeatWithin())),
                silentSince);
    }

    /** The duration of silence is known only up to the feed's last contact: the silence of a reader is not idleness. */
    private Instant heard() {
        return feed.lastContact().filter(now::isAfter).orElse(now);
    }

    private boolean nothingWanted() {
        return wanted.filter(known -> known.replicas() == 0).isPresent();
    }

    /** The client that woke them waits for them, however long they load and even if nothing else comes: a loading replica is not idle. */
    private boolean isWaking() {
        return wanted.filter(known -> known.wake().loading()).isPresent();
    }

    /** No client can have used them before they were ready. */
    private Instant sinceWoken(Instant silentSince) {
        return wanted.flatMap(known -> known.wake().readySince())
                .filter(silentSince::isBefore)
                .orElse(silentSince);
    }

    private boolean admittedHaveEnded(ArrivalPanes arrivals) {
        return arrivals.newestAdmission().isPresent() && arrivals.everyAdmittedHasEnded(now);
    }

    /** Admitted since the last server was heard of, and not ended: it waits at the gateway. */
    private boolean isAnyoneWaiting(ArrivalPanes arrivals, Optional<Instant> heartbeat) {
        Instant oldest = now.minus(ArrivalPanes.KEPT);
        Instant from = heartbeat.filter(oldest::isBefore).orElse(oldest);
        return arrivals.newestAdmission().isPresent() && arrivals.unfinishedBetween(from, now.plusSeconds(1)) > 0;
    }

    /** Admitted and not ended, though no server has it in flight: on its way, or retried by the gateway. */
    private boolean isAdmissionOpen(ArrivalPanes arrivals) {
        return arrivals.newestAdmission().isPresent()
                && arrivals.endsMatchAdmissions()
                && arrivals.unfinishedBetween(now.minus(ArrivalPanes.KEPT), now.plusSeconds(1)) > 0;
    }

    private Duration since(Instant instant) {
        return Duration.between(instant, now);
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get().isAfter(other.get()) ? one.get() : other.get())
                : one.or(() -> other);
    }

    private static String text(Duration duration) {
        double seconds = (double) duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
