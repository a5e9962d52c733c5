// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.wake;

import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc.ExternalScalerBlockingStub;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.GetMetricsResponse;
import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One connection to one replica of the service: a push stream for each workload, and GetMetrics. Safe from any thread. */
final class Keda implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BenchFleet fleet;
    private final ManagedChannel channel;
    private final ExternalScalerBlockingStub calls;
    private final Map<Integer, Long> activeAt = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable String> ended = new AtomicReference<>();

    Keda(int port, BenchFleet fleet) {
        this.fleet = fleet;
        // Without a thread of its own for each message, which would be the client's delay and not the service's.
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .directExecutor()
                .build();
        this.calls = ExternalScalerGrpc.newBlockingStub(channel);
    }

    /** Opens a stream for each workload; returns when each has been sent, in the order of the connection. */
    void openStreams() {
        for (int workload = 0; workload < fleet.workloads(); workload++) {
            ExternalScalerGrpc.newStub(channel).streamIsActive(scaledObject(workload), new Stream(workload));
        }
    }

    /** When a workload's stream first said true, by the monotonic clock; empty while it is silent. */
    OptionalLong activeAt(int workload) {
        Long nanos = activeAt.get(workload);
        return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    /** Replicas that a workload needs; empty when the service does not say. */
    OptionalDouble replicas(int workload) {
        try {
            GetMetricsResponse response = calls.withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .getMetrics(GetMetricsRequest.newBuilder()
                            .setMetricName("s0-desired-replicas")
                            .setScaledObjectRef(scaledObject(workload))
                            .build());
            return response.getMetricValuesList().stream()
                    .mapToDouble(value -> value.getMetricValueFloat())
                    .findFirst();
        } catch (StatusRuntimeException noAnswer) {
            return OptionalDouble.empty();
        }
    }

    /** Why the first of the streams that ended did so, which none should. */
    Optional<String> ended() {
        return Optional.ofNullable(ended.get());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private ScaledObjectRef scaledObject(int workload) {
        return ScaledObjectRef.newBuilder()
                .setNamespace(BenchFleet.NAMESPACE)
                .setName(fleet.name(workload))
                .putScalerMetadata("scalerAddress", "headroom.headroom:9090")
                .putScalerMetadata("policy", fleet.name(workload))
                .build();
    }

    /** Notes the first true of a workload. */
    private final class Stream implements StreamObserver<IsActiveResponse> {
        private final int workload;

        Stream(int workload) {
            this.workload = workload;
        }

        @Override
        public void onNext(IsActiveResponse response) {
            if (response.getResult()) {
                activeAt.putIfAbsent(workload, System.nanoTime());
            }
        }

        @Override
        public void onError(Throwable failure) {
            ended.compareAndSet(null, String.valueOf(failure.getMessage()));
        }

        @Override
        public void onCompleted() {
            ended.compareAndSet(null, "the service completed it");
        }
    }
}
