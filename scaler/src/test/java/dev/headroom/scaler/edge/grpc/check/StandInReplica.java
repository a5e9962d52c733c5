// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.check;

import com.sun.net.httpserver.HttpServer;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc.ExternalScalerImplBase;
import dev.headroom.proto.externalscaler.GetMetricSpecResponse;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.GetMetricsResponse;
import dev.headroom.proto.externalscaler.MetricSpec;
import dev.headroom.proto.externalscaler.MetricValue;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows the pages and gives the answers that a test says, on ports of this machine. */
final class StandInReplica implements AutoCloseable {
    private static final String HEALTHY =
            "{\"status\": \"UP\", \"checks\": [{\"name\": \"grpc-port\", \"status\": \"UP\"}]}";

    private final HttpServer http;
    private final Server grpc;
    private final AtomicInteger calls = new AtomicInteger();
    volatile String health = HEALTHY;
    final List<String> meters =
            new CopyOnWriteArrayList<>(List.of("headroom_plans_owner 1.0", "headroom_plans_topic_reachable 1.0"));
    volatile boolean kedaAsks;
    volatile Optional<Status> refusal = Optional.empty();

    /** Without TLS. */
    StandInReplica() {
        this(InsecureServerCredentials.create());
    }

    StandInReplica(ServerCredentials credentials) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            http = HttpServer.create(any, 0);
            grpc = NettyServerBuilder.forAddress(any, credentials)
                    .addService(new Answers())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page("/q/health/ready", () -> health);
        page(
                "/q/metrics",
                () -> String.join("\n", meters) + "\nheadroom_calls_total{call=\"GetMetrics\",code=\"OK\"} "
                        + (kedaAsks ? calls.incrementAndGet() : calls.get()) + ".0\n");
        http.start();
    }

    /** A page's text at the moment of the request. */
    private interface Text {
        String now();
    }

    private void page(String path, Text text) {
        http.createContext(path, exchange -> {
            byte[] body = text.now().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    int httpPort() {
        return http.getAddress().getPort();
    }

    int grpcPort() {
        return grpc.getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        grpc.shutdownNow();
    }

    private final class Answers extends ExternalScalerImplBase {
        @Override
        public void getMetricSpec(ScaledObjectRef request, StreamObserver<GetMetricSpecResponse> responses) {
            responses.onNext(GetMetricSpecResponse.newBuilder()
                    .addMetricSpecs(MetricSpec.newBuilder().setMetricName("desired-replicas"))
                    .build());
            responses.onCompleted();
        }

        @Override
        public void getMetrics(GetMetricsRequest request, StreamObserver<GetMetricsResponse> responses) {
            if (refusal.isPresent()) {
                responses.onError(refusal.get().asRuntimeException());
                return;
            }
            responses.onNext(GetMetricsResponse.newBuilder()
                    .addMetricValues(MetricValue.newBuilder().setMetricValueFloat(4))
                    .build());
            responses.onCompleted();
        }
    }
}
