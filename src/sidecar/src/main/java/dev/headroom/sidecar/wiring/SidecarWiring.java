// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wiring;

import dev.headroom.sidecar.metrics.SidecarMeters;
import dev.headroom.sidecar.observe.Exchanges;
import dev.headroom.sidecar.observe.RequestEvent;
import dev.headroom.sidecar.observe.Witness;
import dev.headroom.sidecar.proxy.Proxy;
import dev.headroom.sidecar.publish.EventPublisher;
import dev.headroom.sidecar.publish.EventRing;
import dev.headroom.sidecar.settings.SidecarSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Starts the proxy and the publisher, and ends them: first the incoming requests, then the outgoing events. */
@ApplicationScoped
public class SidecarWiring {
    private static final Logger LOG = Logger.getLogger(SidecarWiring.class);

    private final Parts parts;

    /** Called by CDI. */
    public SidecarWiring(Parts parts) {
        this.parts = parts;
    }

    /**
     * The parts that are started and stopped.
     *
     * @param settings for how long
     */
    public record Parts(Proxy proxy, EventPublisher publisher, SidecarSettings settings) {}

    void start(@Observes StartupEvent event) {
        parts.publisher().start();
        try {
            parts.proxy().start(SettingsRecords.loops(parts.settings()));
        } catch (IllegalArgumentException | IllegalStateException problem) {
            throw sentence(problem);
        }
        LOG.infof(
                "forwarding port=%d upstream=%s observer=%s topic=%s",
                parts.proxy().port(),
                parts.settings().upstream().url(),
                parts.settings().observer(),
                parts.settings().telemetry().topic());
    }

    void stop(@Observes ShutdownEvent event) {
        parts.proxy().drain(parts.settings().shutdown().drain());
        int cut = parts.proxy().inFlight();
        if (cut > 0) {
            LOG.warnf(
                    "%d requests still in flight after %s are cut",
                    cut, parts.settings().shutdown().drain());
        }
        parts.proxy().stop();
        parts.publisher().stop(parts.settings().shutdown().flush());
    }

    /** Without its cause: Quarkus then ends with the sentence alone, instead of a page of calls. */
    private static ConfigurationException sentence(RuntimeException problem) {
        return new ConfigurationException(problem.getMessage());
    }

    /** Producers of the parts. */
    public static class Producers {
        @Produces
        @Singleton
        SidecarMeters meters(MeterRegistry registry) {
            return new SidecarMeters(registry);
        }

        @Produces
        @Singleton
        Parts parts(
                SidecarSettings settings,
                SidecarMeters meters,
                Vertx vertx,
                @Identifier("default-kafka-broker") Map<String, Object> kafka) {
            try {
                EventRing<RequestEvent> ring =
                        new EventRing<>(settings.telemetry().waitingEvents());
                EventPublisher publisher = new EventPublisher(ring, SettingsRecords.publish(settings, kafka), meters);
                // No two processes name their requests alike.
                String process = UUID.randomUUID().toString();
                Exchanges exchanges = new Exchanges(process, SettingsRecords.observe(settings), new Told(ring, meters));
                Proxy proxy = new Proxy(vertx, SettingsRecords.proxy(settings), exchanges, Clock.systemUTC());
                meters.watchProxy(proxy::inFlight, proxy::held);
                meters.watchRefusals(proxy::refused, proxy::late);
                meters.watchEvents(ring::size, ring::dropped);
                return new Parts(proxy, publisher, settings);
            } catch (IllegalArgumentException problem) {
                throw sentence(problem);
            }
        }

        /** The server's state does not matter here: a sidecar that is not ready could not even report a missing server. */
        @Produces
        @Singleton
        @Readiness
        HealthCheck readiness(Parts parts) {
            return () -> HealthCheckResponse.named("proxy")
                    .status(parts.proxy().isReady())
                    .withData("inFlight", parts.proxy().inFlight())
                    .build();
        }

        @Produces
        @Singleton
        @Liveness
        HealthCheck liveness() {
            return () -> HealthCheckResponse.up("process");
        }
    }

    /** Both the publisher's ring and the meters. */
    private record Told(EventRing<RequestEvent> ring, SidecarMeters meters) implements Witness {
        @Override
        public void happened(RequestEvent event) {
            ring.add(event);
            meters.happened(event);
        }

        @Override
        public void gap(Duration between) {
            meters.gap(between);
        }
    }
}
