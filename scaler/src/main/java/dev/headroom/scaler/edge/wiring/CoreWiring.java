// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.cycle.DocumentChange;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.edge.metrics.DecisionExemplars;
import dev.headroom.scaler.edge.metrics.ServiceMeters;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.client.exemplars.ExemplarSampler;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Parts that all others need: the clock, the documents, the latest plans, the meters. */
public class CoreWiring {
    private static final Logger LOG = Logger.getLogger(CoreWiring.class);

    @Produces
    @Singleton
    InstantSource clock(HeadroomSettings settings) {
        InstantSource real = Clock.systemUTC();
        double speed = settings.clock().speed();
        return settings.clock()
                .joinsRealTimeAt()
                .<InstantSource>map(meets -> new ReplayClock(real, meets, speed))
                .orElse(real);
    }

    @Produces
    @Singleton
    ServiceMeters serviceMeters(MeterRegistry registry, DecisionExemplars exemplars) {
        return new ServiceMeters(registry, exemplars);
    }

    @Produces
    @Singleton
    DecisionExemplars exemplars() {
        return new DecisionExemplars();
    }

    /** Instead of Quarkus' own, which has none without OpenTelemetry's tracer. */
    @Produces
    @Singleton
    @Alternative
    @Priority(Interceptor.Priority.APPLICATION)
    Optional<ExemplarSampler> sampler(DecisionExemplars exemplars) {
        return Optional.of(exemplars);
    }

    @Produces
    @Singleton
    PolicyClaims claims() {
        return new PolicyClaims();
    }

    @Produces
    @Singleton
    DocumentLibrary library(ServiceMeters meters, PolicyClaims claims) {
        return new DocumentLibrary(
                change -> {
                    meters.documentChanged(change);
                    say(change);
                },
                claims);
    }

    @Produces
    @Singleton
    LatestPlans board() {
        return new LatestPlans();
    }

    private static void say(DocumentChange change) {
        String kind = change.kind().word();
        if (change.outcome() == DocumentChange.Outcome.REFUSED) {
            LOG.warnf(
                    "document rejected, last valid version stays in force kind=%s name=%s fault=%s",
                    kind, change.name(), change.fault().orElse(""));
        } else {
            LOG.infof("document %s kind=%s name=%s", word(change.outcome()), kind, change.name());
        }
    }

    private static String word(DocumentChange.Outcome outcome) {
        return outcome == DocumentChange.Outcome.TAKEN ? "taken" : "removed";
    }
}
