// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.service.FreePorts;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Calls of another KEDA on one connection, which may never read what it is answered. */
final class KedaCalls implements AutoCloseable {
    private static final ScaledObjectRef CHAT = ScaledObjectRef.newBuilder()
            .setNamespace("llm")
            .setName("chat")
            .putScalerMetadata("policy", "chat")
            .build();

    private final ManagedChannel channel;
    private final Queue<Boolean> told = new ConcurrentLinkedQueue<>();
    private final Queue<Status.Code> ends = new ConcurrentLinkedQueue<>();

    KedaCalls(FreePorts ports) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", ports.grpc())
                .usePlaintext()
                .build();
    }

    /** Opens push streams. */
    void openStreams(int count, boolean reading) {
        for (int stream = 0; stream < count; stream++) {
            begin(ExternalScalerGrpc.getStreamIsActiveMethod(), CHAT, reading);
        }
    }

    /** Asks for the replicas, and never reads the answers. */
    void askUnread(int count) {
        GetMetricsRequest request = GetMetricsRequest.newBuilder()
                .setScaledObjectRef(CHAT)
                .setMetricName("desired-replicas")
                .build();
        for (int call = 0; call < count; call++) {
            begin(ExternalScalerGrpc.getGetMetricsMethod(), request, false);
        }
    }

    /** How many streams said that the workload is active. */
    long active() {
        return told.stream().filter(Boolean::booleanValue).count();
    }

    /** How calls ended that have ended. */
    Queue<Status.Code> ends() {
        return ends;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private <A, B> void begin(MethodDescriptor<A, B> method, A request, boolean reading) {
        ClientCall<A, B> call = channel.newCall(method, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(B message) {
                        if (message instanceof IsActiveResponse activity) {
                            told.add(activity.getResult());
                        }
                        call.request(1);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ends.add(status.getCode());
                    }
                },
                new Metadata());
        if (reading) {
            call.request(1);
        }
        call.sendMessage(request);
        call.halfClose();
    }
}
