// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc.ExternalScalerStub;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.GetMetricsResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls GetMetrics as KEDA does, for each workload of a fleet in turn, over several connections in turn. */
final class Caller implements AutoCloseable {
    /** Told of the end of a call, on the connection's thread. */
    @FunctionalInterface
    interface Ended {
        /** A failure, or null when a number was answered. */
        void with(@Nullable Throwable failure);
    }

    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<ExternalScalerStub> stubs = new ArrayList<>();
    private final List<GetMetricsRequest> requests = new ArrayList<>();

    Caller(int port, int connections, BenchFleet fleet) {
        for (int i = 0; i < connections; i++) {
            // Without a thread of its own for each answer, which would be the client's cost and not the server's.
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                    .usePlaintext()
                    .directExecutor()
                    .build();
            channels.add(channel);
            stubs.add(ExternalScalerGrpc.newStub(channel));
        }
        for (int workload = 0; workload < fleet.workloads(); workload++) {
            requests.add(requestFor(fleet.name(workload)));
        }
    }

    /** Begins the call of a number and returns at once. */
    void call(int number, Ended ended) {
        ExternalScalerStub stub = stubs.get(Math.floorMod(number, stubs.size()));
        stub.getMetrics(requests.get(Math.floorMod(number, requests.size())), new StreamObserver<>() {
            private boolean answered;

            @Override
            public void onNext(GetMetricsResponse response) {
                answered = response.getMetricValuesCount() == 1;
            }

            @Override
            public void onError(Throwable failure) {
                ended.with(failure);
            }

            @Override
            public void onCompleted() {
                ended.with(answered ? null : new IllegalStateException("an answer must hold exactly one metric value"));
            }
        });
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }

    private static GetMetricsRequest requestFor(String name) {
        return GetMetricsRequest.newBuilder()
                .setMetricName("s0-desired-replicas")
                .setScaledObjectRef(ScaledObjectRef.newBuilder()
                        .setNamespace(BenchFleet.NAMESPACE)
                        .setName(name)
                        .putScalerMetadata("scalerAddress", "headroom.headroom:9090")
                        .putScalerMetadata("policy", name))
                .build();
    }
}
