// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

import dev.headroom.scaler.capacity.ProfileDifference;
import dev.headroom.scaler.cycle.DocumentChange;
import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.edge.ingest.PaneSink;
import dev.headroom.scaler.edge.kafka.Refusal;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Evidence;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.plan.SloStatus;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.attribute.Pods;
import dev.headroom.telemetry.pipeline.TelemetryPipeline;
import dev.headroom.telemetry.snapshot.TelemetryState;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import dev.headroom.telemetry.window.Intake;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Every meter that there is, with each value of its labels that is one of a closed set. */
final class EveryMeter {
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");

    private EveryMeter() {}

    @SuppressWarnings("deprecation") // Quarkus still ships this one.
    static PrometheusMeterRegistry registered() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ofTheService(new ServiceMeters(registry, new DecisionExemplars()));
        ofWorkloads(registry);
        return registry;
    }

    private static void ofTheService(ServiceMeters meters) {
        meters.watchFeed(() -> 0, () -> true, () -> 1);
        meters.watchStreams(() -> 0);
        meters.watchTls(() -> 1);
        meters.recordRead("llm.spans");
        meters.watchPanesWritten();
        Stream.of(PaneSink.Outcome.values()).map(PaneSink.Outcome::word).forEach(meters::paneRead);
        meters.deadLetters();
        meters.watchTally(new TelemetryPipeline(
                        new Validator(ValidationSettings.DEFAULTS),
                        new Attribution(List::of, Pods.NONE),
                        Intake.NOWHERE)
                .tally());
        for (DocumentKind kind : DocumentKind.values()) {
            for (DocumentChange.Outcome outcome : DocumentChange.Outcome.values()) {
                meters.documentChanged(
                        new DocumentChange(kind, new DocumentName("llm", "chat"), outcome, Optional.empty()));
            }
        }
        meters.watchPlans(
                () -> true,
                () -> true,
                Stream.of(Refusal.values()).map(Refusal::word).toList());
        meters.count("GetMetrics", "OK");
    }

    private static void ofWorkloads(MeterRegistry registry) {
        LatestPlans plans = new LatestPlans();
        DocumentLibrary library = new DocumentLibrary(change -> {}, new PolicyClaims());
        library.put(DocumentKind.SLO_POLICY, new DocumentName("llm", "chat"), "faulty");
        plans.put(plan());
        new WorkloadMeters(registry, plans, library).roundOver(NOW);
        new PolicyMeters(registry).differs(CHAT, "");
        ProfileMeters profiles = new ProfileMeters(registry);
        profiles.lookedFor(CHAT, Optional.of("the policy names profile h100, which does not exist"));
        profiles.compared(
                CHAT,
                Stream.of(ProfileDifference.Figure.values())
                        .map(figure -> new ProfileDifference(figure, 128, 32))
                        .toList());
    }

    private static ReplicaPlan plan() {
        List<SloStatus> standings = Stream.of(Signal.values())
                .map(signal ->
                        new SloStatus(new Objective(signal, 95, Duration.ofSeconds(5)), OptionalDouble.empty(), 0))
                .toList();
        ReplicaPlan.Basis basis = new ReplicaPlan.Basis(
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                standings,
                Optional.empty(),
                Evidence.NONE);
        TelemetryState fresh = new TelemetryState.Fresh("events arrive", NOW);
        return new ReplicaPlan(CHAT, NOW, fresh, 7, true, new Answer.Replicas(7), List.of(), basis);
    }
}
