// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that KEDA can reach the gRPC server. */
@Readiness
@ApplicationScoped
public class GrpcPortReadiness implements HealthCheck {
    private static final int CONNECT_LIMIT_MILLIS = 2000;

    private final PortProbe probe;
    private final String host;
    private final int port;
    private final boolean encrypted;

    /** Called by CDI. */
    public GrpcPortReadiness(
            PortProbe probe,
            @ConfigProperty(name = "quarkus.grpc.server.host", defaultValue = "0.0.0.0") String host,
            @ConfigProperty(name = "quarkus.grpc.server.port") int port,
            @ConfigProperty(name = "quarkus.grpc.server.test-port", defaultValue = "9001") int testPort,
            @ConfigProperty(name = "quarkus.grpc.server.ssl.certificate") Optional<String> certificate) {
        this.probe = probe;
        // A server that listens everywhere is called at home.
        this.host = host.equals("0.0.0.0") ? "127.0.0.1" : host;
        this.port = LaunchMode.current() == LaunchMode.TEST ? testPort : port;
        this.encrypted = certificate.isPresent();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("grpc-port")
                .status(encrypted ? accepts() : probe.arrives(host, port))
                .withData("port", port)
                .build();
    }

    /** With client certificates required this process cannot call itself; that somebody listens has to do. */
    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_LIMIT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
