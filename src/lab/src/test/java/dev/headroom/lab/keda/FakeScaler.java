// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc.ExternalScalerImplBase;
import dev.headroom.proto.externalscaler.GetMetricSpecResponse;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.GetMetricsResponse;
import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.MetricSpec;
import dev.headroom.proto.externalscaler.MetricValue;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A scaler on a real socket that answers what it is told to, and remembers what it was asked. */
final class FakeScaler extends ExternalScalerImplBase implements AutoCloseable {
    private final Server server;
    private final ManagedChannel channel;
    final List<String> calls = new CopyOnWriteArrayList<>();
    volatile ScaledObjectRef lastAsked = ScaledObjectRef.getDefaultInstance();
    volatile List<Double> values = List.of(1.0);
    volatile boolean specFails;
    volatile boolean metricsFail;
    final AtomicInteger failuresLeft = new AtomicInteger();

    FakeScaler() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(this)
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    ManagedChannel channel() {
        return channel;
    }

    @Override
    public void getMetricSpec(ScaledObjectRef request, StreamObserver<GetMetricSpecResponse> reply) {
        calls.add("spec");
        lastAsked = request;
        if (specFails) {
            reply.onError(Status.UNAVAILABLE.asRuntimeException());
            return;
        }
        MetricSpec spec = MetricSpec.newBuilder()
                .setMetricName("replicas")
                .setTargetSize(1)
                .setTargetSizeFloat(1)
                .build();
        reply.onNext(GetMetricSpecResponse.newBuilder().addMetricSpecs(spec).build());
        reply.onCompleted();
    }

    @Override
    public void getMetrics(GetMetricsRequest request, StreamObserver<GetMetricsResponse> reply) {
        calls.add("metrics " + request.getMetricName());
        if (metricsFail || failuresLeft.getAndDecrement() > 0) {
            reply.onError(
                    Status.UNAVAILABLE.withDescription("telemetry is dark").asRuntimeException());
            return;
        }
        GetMetricsResponse.Builder response = GetMetricsResponse.newBuilder();
        values.forEach(value -> response.addMetricValues(MetricValue.newBuilder()
                .setMetricName(request.getMetricName())
                .setMetricValue(Math.round(value))
                .setMetricValueFloat(value)));
        reply.onNext(response.build());
        reply.onCompleted();
    }

    @Override
    public void isActive(ScaledObjectRef request, StreamObserver<IsActiveResponse> reply) {
        calls.add("active");
        reply.onNext(IsActiveResponse.newBuilder().setResult(true).build());
        reply.onCompleted();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
