// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.GetMetricSpecResponse;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.GetMetricsResponse;
import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.MetricSpec;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Calls the service over a real socket and one connection, as KEDA does. */
final class KedaClient implements AutoCloseable {
    private final ManagedChannel channel;

    KedaClient(int port) {
        this(NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build());
    }

    /** With a channel of its own. */
    KedaClient(ManagedChannel channel) {
        this.channel = channel;
    }

    static ScaledObjectRef scaledObject(String namespace, String name, Map<String, String> metadata) {
        return ScaledObjectRef.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .putScalerMetadata("scalerAddress", "headroom:9090")
                .putAllScalerMetadata(metadata)
                .build();
    }

    MetricSpec spec(ScaledObjectRef ref) {
        return stub().getMetricSpec(ref).getMetricSpecs(0);
    }

    GetMetricsResponse metrics(ScaledObjectRef ref) {
        return stub().getMetrics(GetMetricsRequest.newBuilder()
                .setScaledObjectRef(ref)
                .setMetricName("desired-replicas")
                .build());
    }

    long replicas(ScaledObjectRef ref) {
        return metrics(ref).getMetricValues(0).getMetricValue();
    }

    /** The status of GetMetrics: OK or what went wrong. */
    Status status(ScaledObjectRef ref) {
        try {
            metrics(ref);
            return Status.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        }
    }

    boolean isActive(ScaledObjectRef ref) {
        return stub().isActive(ref).getResult();
    }

    Queue<String> stream(ScaledObjectRef ref) {
        Events<IsActiveResponse> events = new Events<>(response -> Boolean.toString(response.getResult()));
        ExternalScalerGrpc.newStub(channel).streamIsActive(ref, events);
        return events.queue();
    }

    /** Each list of specs as the text of its only one. */
    Queue<String> specStream(ScaledObjectRef ref) {
        Events<GetMetricSpecResponse> events =
                new Events<>(response -> response.getMetricSpecsList().get(0).toString());
        ExternalScalerGrpc.newStub(channel).streamMetricSpec(ref, events);
        return events.queue();
    }

    ManagedChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private ExternalScalerGrpc.ExternalScalerBlockingStub stub() {
        return ExternalScalerGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    /** What happens on a stream, as words. */
    private record Events<T>(Queue<String> queue, Function<T, String> word) implements StreamObserver<T> {
        Events(Function<T, String> word) {
            this(new ConcurrentLinkedQueue<>(), word);
        }

        @Override
        public void onNext(T message) {
            queue.add(word.apply(message));
        }

        @Override
        public void onError(Throwable cause) {
            queue.add("error " + Status.fromThrowable(cause).getCode());
        }

        @Override
        public void onCompleted() {
            queue.add("completed");
        }
    }
}
