// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.edge.ingest.FeedReadiness;
import dev.headroom.scaler.edge.ingest.LossListener;
import dev.headroom.scaler.edge.ingest.PaneSink;
import dev.headroom.scaler.edge.ingest.PipelineSink;
import dev.headroom.scaler.edge.ingest.PoliciesGate;
import dev.headroom.scaler.edge.ingest.Subscriptions;
import dev.headroom.scaler.edge.metrics.ServiceMeters;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.attribute.Quarantine;
import dev.headroom.telemetry.attribute.Quarantined;
import dev.headroom.telemetry.consume.ConsumeSettings;
import dev.headroom.telemetry.consume.FeedProgress;
import dev.headroom.telemetry.consume.PoisonOffsets;
import dev.headroom.telemetry.consume.RecordSink;
import dev.headroom.telemetry.consume.WatchedSink;
import dev.headroom.telemetry.pane.ReadingOfOthers;
import dev.headroom.telemetry.pane.Received;
import dev.headroom.telemetry.pipeline.TelemetryPipeline;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import dev.headroom.telemetry.window.Intake;
import dev.headroom.telemetry.window.PaneBuilder;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** The first half of the path: from a Kafka record to a workload's window. */
public class IngestWiring {
    private static final Logger LOG = Logger.getLogger(IngestWiring.class);

    @Produces
    @Singleton
    ConsumeSettings consumeSettings(HeadroomSettings settings) {
        HeadroomSettings.Feed feed = settings.feed();
        return new ConsumeSettings(feed.replay(), feed.probeEvery(), feed.mostRecordBytes());
    }

    @Produces
    @Singleton
    FeedProgress feed(InstantSource clock) {
        return new FeedProgress(clock.instant());
    }

    @Produces
    @Singleton
    ReadingOfOthers readingOfOthers(FeedProgress feed) {
        return new ReadingOfOthers(feed);
    }

    @Produces
    @Singleton
    WorkloadWindows windows(
            FeedProgress feed, ReadingOfOthers others, ReplicaWatch replicas, HeadroomSettings settings) {
        return new WorkloadWindows(
                readsPanes(settings) ? others : feed,
                replicas,
                SnapshotSettings.with(
                        settings.feed().exportDelay(),
                        settings.feed().heartbeatWithin(),
                        settings.feed().settling()));
    }

    @Produces
    @Singleton
    Quarantine quarantine() {
        return new Quarantine(IngestWiring::say);
    }

    @Produces
    @Singleton
    Validator validator(HeadroomSettings settings) {
        return new Validator(ValidationSettings.remembering(settings.feed().rememberedEvents()));
    }

    @Produces
    @Singleton
    PaneBuilder panes() {
        return new PaneBuilder();
    }

    @Produces
    @Singleton
    Attribution attribution(PolicyClaims claims, DocumentsWiring cluster) {
        return new Attribution(claims, cluster::find, cluster::ambiguous);
    }

    @Produces
    @Singleton
    TelemetryPipeline pipeline(
            WorkloadWindows windows,
            PaneBuilder panes,
            Validator validator,
            Attribution attribution,
            Quarantine quarantine,
            HeadroomSettings settings) {
        Intake intake = settings.role() == HeadroomSettings.Role.INGEST ? panes : windows;
        return new TelemetryPipeline(validator, attribution, intake, quarantine);
    }

    /** Before the first record, which is when the sink comes into being: a rate over a counter needs its beginning. */
    void countFromTheStart(
            @Observes StartupEvent event,
            TelemetryPipeline pipeline,
            FeedProgress feed,
            ReadingOfOthers others,
            HeadroomSettings settings,
            ServiceMeters meters) {
        meters.watchTally(pipeline.tally());
        if (readsPanes(settings)) {
            meters.watchFeed(
                    () -> feed.recordsWaiting() + others.recordsWaiting(),
                    () -> others.status().caughtUp(),
                    others::partitionCount);
        } else {
            meters.watchFeed(feed::recordsWaiting, () -> feed.status().caughtUp(), feed::partitionCount);
        }
    }

    @Produces
    @Singleton
    Subscriptions subscriptions(HeadroomSettings settings) {
        return TelemetrySources.subscriptions(settings.topics());
    }

    @Produces
    @Singleton
    PoliciesGate gate(
            DocumentLibrary library,
            DocumentsWiring cluster,
            SharedPlansWiring.Shared shared,
            HeadroomSettings settings) {
        PoliciesGate.PodsKnown pods = atMost -> {
            boolean seen = cluster.awaitPods(atMost);
            // Pods that were deleted before are in the topic of plans.
            boolean told = shared.topic().isEmpty() || shared.topic().get().awaitSettled(atMost);
            return seen && told;
        };
        return new PoliciesGate(library, pods, settings.feed().catchUpDeadline());
    }

    /** The receiver of the channel's records. */
    @Produces
    @Singleton
    RecordSink sink(
            Instance<PaneSink> panes,
            Instance<PipelineSink> telemetry,
            PoisonOffsets places,
            HeadroomSettings settings) {
        return new WatchedSink(readsPanes(settings) ? panes.get() : telemetry.get(), places);
    }

    /** A broker's own: another broker's records of the same place are others. */
    @Produces
    @Singleton
    PoisonOffsets deadlyPlaces(
            HeadroomSettings settings, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        String broker = String.valueOf(kafka.get("bootstrap.servers"));
        return PoisonOffsets.in(settings.feed()
                .journalDirectory()
                .resolve("headroom-%s-%08x"
                        .formatted(settings.role().name().toLowerCase(Locale.ROOT), broker.hashCode())));
    }

    void close(@Disposes PoisonOffsets places) {
        places.close();
    }

    /** Takes telemetry, from the channel or from where its reading is shared. */
    @Produces
    @Singleton
    @Typed(PipelineSink.class)
    PipelineSink pipelineSink(
            TelemetryPipeline pipeline,
            Subscriptions subscriptions,
            InstantSource clock,
            ServiceMeters meters,
            LossListener lost,
            PoliciesGate gate) {
        return new PipelineSink(pipeline, subscriptions, clock, meters::recordRead, lost, gate);
    }

    /** Takes panes, from the channel. */
    @Produces
    @Singleton
    @Typed(PaneSink.class)
    PaneSink paneSink(
            WorkloadWindows windows,
            ReadingOfOthers others,
            FeedProgress feed,
            InstantSource clock,
            ServiceMeters meters,
            PoliciesGate gate) {
        return new PaneSink(
                windows,
                others,
                (record, now) -> new Received(
                        now,
                        feed.writtenAfter(record.topic(), record.partition(), record.offset())
                                .orElse(Instant.MIN)),
                clock,
                outcome -> meters.paneRead(outcome.word()),
                gate);
    }

    private static void say(Quarantined first) {
        Quarantined.Identity identity = first.identity();
        LOG.warnf(
                "telemetry has no workload topic=%s reason=%s, logged once, see /unattributed: %s",
                identity.topic().name(), identity.reason().name().toLowerCase(Locale.ROOT), first.missing());
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck feedReadiness(FeedProgress feed, ReadingOfOthers others, HeadroomSettings settings) {
        Duration deadline = settings.feed().catchUpDeadline();
        return readsPanes(settings)
                ? new FeedReadiness(others, others::partitionCount, others::recordsWaiting, deadline)
                : new FeedReadiness(feed, feed::partitionCount, feed::recordsWaiting, deadline);
    }

    private static boolean readsPanes(HeadroomSettings settings) {
        return settings.role() == HeadroomSettings.Role.SERVE
                && settings.feed().source() == HeadroomSettings.Feed.Source.PANES;
    }
}
