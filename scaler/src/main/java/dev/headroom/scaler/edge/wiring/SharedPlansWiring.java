// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.PolicyAgreement;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.cycle.SavedStates;
import dev.headroom.scaler.cycle.SharedPods;
import dev.headroom.scaler.edge.kafka.PlansFacts;
import dev.headroom.scaler.edge.kafka.PlansReadiness;
import dev.headroom.scaler.edge.kafka.PlansTopic;
import dev.headroom.scaler.edge.kafka.PlansTopicSettings;
import dev.headroom.scaler.edge.kafka.Refusal;
import dev.headroom.scaler.edge.metrics.PolicyMeters;
import dev.headroom.scaler.edge.metrics.ServiceMeters;
import dev.headroom.scaler.edge.planning.AgreementLog;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.scaler.history.Histories;
import dev.headroom.telemetry.WorkloadKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;

/** How the replicas of the service come to answer alike: plans by way of a topic, or in the memory of the only one. */
@ApplicationScoped
public class SharedPlansWiring {
    private final Shared shared;

    /** Called by CDI. */
    public SharedPlansWiring(Shared shared) {
        this.shared = shared;
    }

    /** The topic, where there is one. */
    public record Shared(Optional<PlansTopic> topic) {}

    void start(@Observes StartupEvent event) {
        shared.topic().ifPresent(PlansTopic::start);
    }

    /** After the last round, which is ended first of all. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
        shared.topic().ifPresent(PlansTopic::stop);
    }

    /** Producers of the shared state. */
    public static class Producers {
        @Produces
        @Singleton
        Histories histories() {
            return new Histories();
        }

        @Produces
        @Singleton
        SavedStates learnt() {
            return new SavedStates();
        }

        @Produces
        @Singleton
        SharedPods pods(DocumentsWiring cluster, PolicyClaims claims) {
            return new SharedPods(cluster.podRegister(), claims::mayConcern);
        }

        @Produces
        @Singleton
        PlansTopic.Stores stores(LatestPlans latestPlans, Histories histories, SavedStates learnt, SharedPods pods) {
            return new PlansTopic.Stores(latestPlans, histories, learnt, pods);
        }

        @Produces
        @Singleton
        PolicyAgreement agreement(DocumentLibrary library, DocumentsWiring cluster, MeterRegistry registry) {
            return new PolicyAgreement(library, cluster::postures, new AgreementLog(new PolicyMeters(registry)));
        }

        @Produces
        @Singleton
        Shared shared(
                HeadroomSettings settings,
                PlansTopic.Stores stores,
                DocumentLibrary library,
                ServiceMeters meters,
                PolicyAgreement agreement,
                @Identifier("default-kafka-broker") Map<String, Object> kafka) {
            HeadroomSettings.Plans plans = settings.plans();
            if (plans.mode() == HeadroomSettings.Plans.Mode.MEMORY || settings.role() == HeadroomSettings.Role.INGEST) {
                return new Shared(Optional.empty());
            }
            PlansTopic topic = new PlansTopic(
                    new PlansTopicSettings(
                            plans.topic(),
                            plans.group(),
                            replicaName(),
                            settings.feed().mostRecordBytes(),
                            kafka),
                    stores,
                    library,
                    new Facts(meters, agreement));
            meters.watchPlans(
                    topic::isOwner,
                    topic::isReachable,
                    Stream.of(Refusal.values()).map(Refusal::word).toList());
            return new Shared(Optional.of(topic));
        }

        @Produces
        @Singleton
        @Readiness
        HealthCheck plansReadiness(Shared shared, HeadroomSettings settings) {
            return new PlansReadiness(shared.topic(), settings.feed().catchUpDeadline());
        }

        /** The pod's name for people, and something that differs after each start. */
        private static String replicaName() {
            String host = Optional.ofNullable(System.getenv("HOSTNAME"))
                    .filter(name -> !name.isBlank())
                    .orElse("headroom");
            return host + "-" + UUID.randomUUID().toString().substring(0, 8);
        }
    }

    /** Events of shared plans, as meters. */
    private record Facts(ServiceMeters meters, PolicyAgreement agreement) implements PlansFacts {
        @Override
        public void planWritten() {
            meters.planWritten();
        }

        @Override
        public void planRead(WorkloadKey workload, String policyHash) {
            agreement.told(workload, policyHash);
        }

        @Override
        public void recordRefused(Refusal reason) {
            meters.sharedRecordRefused(reason.word());
        }
    }
}
