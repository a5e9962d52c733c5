// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.edge.ingest.FeedReadiness;
import dev.headroom.scaler.edge.ingest.LossListener;
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
import dev.headroom.telemetry.consume.RecordSink;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import dev.headroom.telemetry.pipeline.TelemetryPipeline;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** The first half of the path: from a Kafka record to a workload's window. */
public class IngestWiring {
    private static final Logger LOG = Logger.getLogger(IngestWiring.class);

    @Produces
    @Singleton
    ConsumeSettings consumeSettings(HeadroomSettings settings) {
        return new ConsumeSettings(settings.feed().replay(), settings.feed().probeEvery());
    }

    @Produces
    @Singleton
    FeedProgress feed(InstantSource clock, ServiceMeters meters) {
        FeedProgress feed = new FeedProgress(clock.instant());
        meters.watchFeed(feed::recordsWaiting, () -> feed.status().caughtUp(), feed::partitionCount);
        return feed;
    }

    @Produces
    @Singleton
    WorkloadWindows windows(FeedProgress feed, ReplicaWatch replicas, HeadroomSettings settings) {
        return new WorkloadWindows(
                feed,
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
    TelemetryPipeline pipeline(
            WorkloadWindows windows,
            PolicyClaims claims,
            DocumentsWiring cluster,
            Quarantine quarantine,
            HeadroomSettings settings) {
        return new TelemetryPipeline(
                new Validator(ValidationSettings.remembering(settings.feed().rememberedEvents())),
                new Attribution(claims, cluster::find, cluster::ambiguous),
                windows,
                quarantine);
    }

    /** Before the first record, which is when the sink comes into being: a rate over a counter needs its beginning. */
    void countFromTheStart(@Observes StartupEvent event, TelemetryPipeline pipeline, ServiceMeters meters) {
        meters.watchTally(pipeline.tally());
    }

    @Produces
    @Singleton
    RecordSink sink(
            TelemetryPipeline pipeline,
            DocumentLibrary library,
            DocumentsWiring cluster,
            HeadroomSettings settings,
            InstantSource clock,
            ServiceMeters meters,
            LossListener lost) {
        return new PipelineSink(
                pipeline,
                new Subscriptions(settings.topics().namespaces())
                        .with(settings.topics().spans(), new OtlpSpanDecoder())
                        .with(settings.topics().metrics(), new ServerMetricsDecoder())
                        .with(settings.topics().events(), new NativeEventDecoder()),
                clock,
                meters::recordRead,
                lost,
                new PoliciesGate(library, cluster::awaitPods, settings.feed().catchUpDeadline()));
    }

    private static void say(Quarantined first) {
        Quarantined.Identity identity = first.identity();
        LOG.warnf(
                "telemetry belongs to nobody topic=%s reason=%s, said once, see /unattributed: %s",
                identity.topic().name(), identity.reason().name().toLowerCase(Locale.ROOT), first.missing());
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck feedReadiness(FeedProgress feed, HeadroomSettings settings) {
        return new FeedReadiness(feed, settings.feed().catchUpDeadline());
    }
}
