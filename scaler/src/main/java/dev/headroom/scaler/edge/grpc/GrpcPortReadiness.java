// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.scaler.edge.grpc.tls.TlsKeeper;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that KEDA can reach the gRPC server. */
@Readiness
@ApplicationScoped
public class GrpcPortReadiness implements HealthCheck {
    private final PortProbe probe;
    private final String host;
    private final int port;
    private final Optional<TlsKeeper> tls;
    private final boolean served;

    /** Called by CDI. */
    public GrpcPortReadiness(
            PortProbe probe,
            @ConfigProperty(name = "quarkus.grpc.server.host", defaultValue = "0.0.0.0") String host,
            @ConfigProperty(name = "quarkus.grpc.server.port") int port,
            @ConfigProperty(name = "quarkus.grpc.server.test-port", defaultValue = "9001") int testPort,
            ServerSetUp setUp,
            HeadroomSettings settings) {
        this.probe = probe;
        // A server that listens everywhere is called at home.
        this.host = host.equals("0.0.0.0") ? "127.0.0.1" : host;
        this.port = LaunchMode.current() == LaunchMode.TEST ? testPort : port;
        this.tls = setUp.tls();
        this.served = settings.role() == HeadroomSettings.Role.SERVE;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("grpc-port").withData("port", port).withData("tls", tls.isPresent());
        if (!served) {
            return response.withData("served", false).up().build();
        }
        if (tls.isEmpty()) {
            return response.status(probe.arrives(host, port)).build();
        }
        boolean credentials = tls.get().hasCredentials();
        return response.withData("credentials", credentials)
                .status(credentials && probe.connects(host, port))
                .build();
    }
}
