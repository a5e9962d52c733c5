// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.NewestDecisions;
import dev.headroom.scaler.edge.decisions.DecisionFacts;
import dev.headroom.scaler.edge.decisions.DecisionLog;
import dev.headroom.scaler.edge.decisions.DecisionLogSettings;
import dev.headroom.scaler.edge.metrics.ServiceMeters;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The receivers of decisions: queries for the newest, and the decision log where there is one. */
@ApplicationScoped
public class DecisionsWiring {
    private final Decisions decisions;

    /** Called by CDI. */
    public DecisionsWiring(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * The destinations of decisions.
     *
     * @param version of Headroom that makes them
     * @param newest kept in memory
     * @param log on disk
     */
    public record Decisions(String version, NewestDecisions newest, Optional<DecisionLog> log) {
        /** All of them. */
        Consumer<Decision> told() {
            return log.map(newest::andThen).orElse(newest);
        }
    }

    /** Before the first round. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        decisions.log().ifPresent(DecisionLog::start);
    }

    /** After the last round, which is ended first of all. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
        decisions.log().ifPresent(DecisionLog::close);
    }

    /** Producers of the receivers of decisions. */
    public static class Producers {
        @Produces
        @Singleton
        NewestDecisions newest() {
            return new NewestDecisions();
        }

        @Produces
        @Singleton
        Decisions decisions(
                HeadroomSettings settings,
                NewestDecisions newest,
                ServiceMeters meters,
                @ConfigProperty(name = "quarkus.application.version") String version) {
            HeadroomSettings.Decisions wanted = settings.decisions();
            Optional<DecisionLog> log = wanted.file()
                    .map(file -> new DecisionLog(
                            new DecisionLogSettings(Path.of(file), wanted.maxBytes(), wanted.kept(), wanted.every()),
                            new Facts(meters)));
            return new Decisions(version, newest, log);
        }
    }

    /** Outcomes of decisions, as meters. */
    private record Facts(ServiceMeters meters) implements DecisionFacts {
        @Override
        public void written() {
            meters.decisionWritten();
        }

        @Override
        public void dropped() {
            meters.decisionDropped();
        }
    }
}
