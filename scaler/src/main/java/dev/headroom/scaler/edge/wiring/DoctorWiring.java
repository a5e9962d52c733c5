// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.PolicyAgreement;
import dev.headroom.scaler.cycle.RunningReplicas;
import dev.headroom.scaler.doctor.ServiceFacts;
import dev.headroom.scaler.doctor.TopicFacts;
import dev.headroom.scaler.doctor.WorkloadFacts;
import dev.headroom.scaler.edge.grpc.ServerSetUp;
import dev.headroom.scaler.edge.grpc.tls.TlsKeeper;
import dev.headroom.scaler.edge.ingest.Subscriptions;
import dev.headroom.scaler.edge.kafka.TopicsLook;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.scaler.edge.web.Examinations;
import dev.headroom.scaler.edge.web.StrangersLook;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.Surroundings;
import dev.headroom.scaler.supply.SurroundingsSource;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Quarantine;
import dev.headroom.telemetry.attribute.Quarantined;
import dev.headroom.telemetry.consume.FeedProgress;
import dev.headroom.telemetry.pipeline.RecentAttribution;
import dev.headroom.telemetry.pipeline.TelemetryPipeline;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The doctor's facts: where each of them comes from. */
public class DoctorWiring {
    /** The reading of telemetry, and what came of it. */
    public record Reading(FeedProgress feed, TelemetryPipeline pipeline, Quarantine quarantine) {}

    @Produces
    @Singleton
    Reading reading(FeedProgress feed, TelemetryPipeline pipeline, Quarantine quarantine) {
        return new Reading(feed, pipeline, quarantine);
    }

    @Produces
    @Singleton
    StrangersLook strangers(Reading reading, DocumentLibrary library, InstantSource clock, HeadroomSettings settings) {
        return new StrangersLook(
                reading.quarantine(),
                reading.pipeline().recent(),
                library,
                clock,
                reading.feed().status().startedAt(),
                settings.role() == HeadroomSettings.Role.SERVE
                        && settings.feed().source() == HeadroomSettings.Feed.Source.PANES);
    }

    @Produces
    @Singleton
    Examinations examinations(
            Supplier<ServiceFacts> service, Supplier<List<WorkloadFacts>> workloads, DocumentsWiring cluster) {
        return new Examinations(service, workloads, cluster::scalingNow);
    }

    @Produces
    @Singleton
    Supplier<List<WorkloadFacts>> workloads(
            DocumentLibrary library,
            LatestPlans plans,
            RunningReplicas running,
            SurroundingsSource surroundings,
            PolicyAgreement agreement) {
        return () -> library.all().stream()
                .flatMap(status -> status.inForce().stream())
                .map(policy -> facts(policy, plans, running, surroundings, agreement))
                .toList();
    }

    private static WorkloadFacts facts(
            SloPolicy policy,
            LatestPlans plans,
            RunningReplicas running,
            SurroundingsSource surroundings,
            PolicyAgreement agreement) {
        WorkloadKey workload =
                new WorkloadKey(policy.name().namespace(), policy.name().name());
        Optional<ScaleTarget> named = policy.workload().scaleTarget();
        Optional<Surroundings.Scaling> scaling = surroundings.scalingOf(workload, named);
        Optional<ScaleTarget> target = surroundings.targetOf(workload, named);
        return new WorkloadFacts(
                policy,
                plans.latest(workload),
                target.flatMap(running::of)
                        .map(replicas -> OptionalInt.of(replicas.ready()))
                        .orElse(OptionalInt.empty()),
                scaling,
                target.flatMap(surroundings::roomFor),
                agreement.differenceOf(workload));
    }

    @Produces
    @Singleton
    Supplier<ServiceFacts> service(
            InstantSource clock,
            DocumentLibrary library,
            DocumentsWiring cluster,
            Reading reading,
            TopicsLook topics,
            ServerSetUp server) {
        return () -> new ServiceFacts(
                clock.instant(),
                library.place(),
                faults(library),
                feed(reading.feed(), reading.pipeline().recent().until(clock.instant())),
                reading.quarantine().newestFirst().stream()
                        .map(DoctorWiring::stranger)
                        .toList(),
                topics.look(),
                cluster.troubles(),
                server.tls().map(DoctorWiring::certificate));
    }

    @Produces
    @Singleton
    TopicsLook topicsLook(
            HeadroomSettings settings,
            Subscriptions subscriptions,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Map<String, TopicFacts.Use> topics = new HashMap<>();
        if (settings.feed().source() == HeadroomSettings.Feed.Source.PANES) {
            topics.put(settings.panes().topic(), TopicFacts.Use.PANES);
        } else {
            subscriptions.byTopic().keySet().forEach(topic -> topics.put(topic, TopicFacts.Use.TELEMETRY));
        }
        if (settings.plans().mode() == HeadroomSettings.Plans.Mode.KAFKA) {
            topics.put(settings.plans().topic(), TopicFacts.Use.PLANS);
        }
        return new TopicsLook(kafka, topics);
    }

    private static Map<String, String> faults(DocumentLibrary library) {
        Map<String, String> faults = new TreeMap<>();
        for (DocumentKind kind : DocumentKind.values()) {
            library.names(kind).forEach(name -> {
                String fault = library.faultText(kind, name);
                if (!fault.isEmpty()) {
                    faults.put(kind.word() + " " + name, fault);
                }
            });
        }
        return faults;
    }

    private static ServiceFacts.Feed feed(FeedProgress feed, RecentAttribution.Counts recent) {
        return new ServiceFacts.Feed(
                feed.status().caughtUp(), feed.recordsWaiting(), recent.attributed(), recent.future());
    }

    private static ServiceFacts.Stranger stranger(Quarantined one) {
        Quarantined.Identity identity = one.identity();
        String names = Stream.of(
                        identity.namespace().map(name -> "namespace " + name),
                        identity.target().map(name -> "target " + name),
                        identity.models().stream().findFirst().map(name -> "model " + name),
                        one.pod().name().map(name -> "pod " + name))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return new ServiceFacts.Stranger(
                "topic " + identity.topic().name() + (names.isEmpty() ? "" : ", " + names),
                one.missing(),
                one.count(),
                one.lastSeen());
    }

    private static ServiceFacts.Certificate certificate(TlsKeeper keeper) {
        return new ServiceFacts.Certificate(
                keeper.hasCredentials()
                        ? Optional.of(Duration.ofSeconds((long) keeper.secondsLeft()))
                        : Optional.empty());
    }
}
