// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.edge.ingest.PipelineSink;
import dev.headroom.scaler.edge.ingest.PoliciesGate;
import dev.headroom.scaler.edge.ingest.Subscriptions;
import dev.headroom.scaler.edge.metrics.ServiceMeters;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.attribute.Quarantine;
import dev.headroom.telemetry.consume.FeedProgress;
import dev.headroom.telemetry.consume.PoisonOffsets;
import dev.headroom.telemetry.consume.RecordSink;
import dev.headroom.telemetry.consume.WatchedSink;
import dev.headroom.telemetry.pipeline.TelemetryPipeline;
import dev.headroom.telemetry.publish.Gathering;
import dev.headroom.telemetry.publish.SharedReading;
import dev.headroom.telemetry.publish.SharedReadingSettings;
import dev.headroom.telemetry.publish.SharingFacts;
import dev.headroom.telemetry.validate.Validator;
import dev.headroom.telemetry.window.Intake;
import dev.headroom.telemetry.window.PaneBuilder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The role ingest: telemetry in, panes out, beside others of its kind. */
@ApplicationScoped
public class SharedReadingWiring {
    private final HeadroomSettings settings;
    private final Instance<SharedReading> reading;
    private final PoliciesGate gate;

    /** Called by CDI. */
    public SharedReadingWiring(HeadroomSettings settings, Instance<SharedReading> reading, PoliciesGate gate) {
        this.settings = settings;
        this.reading = reading;
        this.gate = gate;
    }

    void start(@Observes StartupEvent event) {
        if (settings.role() == HeadroomSettings.Role.INGEST) {
            reading.get().start(gate::pass);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (settings.role() == HeadroomSettings.Role.INGEST) {
            reading.get().stop();
        }
    }

    /** Producers of the shared reading. */
    public static class Producers {
        @Produces
        @Singleton
        Gathering gathering(
                PipelineSink taking,
                Subscriptions subscriptions,
                Validator validator,
                Attribution attribution,
                PaneBuilder panes,
                PoisonOffsets places,
                InstantSource clock) {
            // Records that another process counted and showed are not counted or shown again.
            TelemetryPipeline knowing =
                    new TelemetryPipeline(validator, attribution, Intake.NOWHERE, new Quarantine(stranger -> {}));
            RecordSink remembering =
                    new PipelineSink(knowing, subscriptions, clock, topic -> {}, (record, losses) -> {}, () -> {});
            return new Gathering(
                    new WatchedSink(taking, places), new WatchedSink(remembering, places), panes, validator);
        }

        @Produces
        @Singleton
        SharedReading sharedReading(
                HeadroomSettings settings,
                Subscriptions subscriptions,
                Gathering gathering,
                FeedProgress feed,
                InstantSource clock,
                ServiceMeters meters,
                @Identifier("default-kafka-broker") Map<String, Object> kafka) {
            meters.watchPanesWritten();
            return new SharedReading(
                    settingsOf(settings, subscriptions, kafka),
                    gathering,
                    feed,
                    clock,
                    System::nanoTime,
                    new Facts(meters));
        }

        private static SharedReadingSettings settingsOf(
                HeadroomSettings settings, Subscriptions subscriptions, Map<String, Object> kafka) {
            HeadroomSettings.Panes panes = settings.panes();
            return new SharedReadingSettings(
                    subscriptions.byTopic().keySet().stream().sorted().toList(),
                    panes.topic(),
                    panes.group(),
                    panes.process().orElseGet(Producers::processName),
                    panes.flushEvery(),
                    panes.flushRecords(),
                    new SharedReadingSettings.Pace(
                            settings.feed().replay(),
                            settings.feed().probeEvery(),
                            settings.feed().mostRecordBytes()),
                    new SharedReadingSettings.Memory(panes.remember(), panes.rememberRecords()),
                    kafka);
        }

        /** A pod's name is its own for ever, and stays when its container starts again; of a machine's there may be several. */
        private static String processName() {
            Optional<String> host =
                    Optional.ofNullable(System.getenv("HOSTNAME")).filter(name -> !name.isBlank());
            boolean inPod = System.getenv("KUBERNETES_SERVICE_HOST") != null;
            return host.filter(name -> inPod)
                    .orElseGet(() -> host.orElse("headroom") + "-"
                            + UUID.randomUUID().toString().substring(0, 8));
        }
    }

    /** Events of panes, as meters. */
    private record Facts(ServiceMeters meters) implements SharingFacts {
        @Override
        public void written(int records, long bytes) {
            meters.panesWritten(records, bytes);
        }

        @Override
        public void turnedBack() {
            meters.readingTurnedBack();
        }
    }
}
