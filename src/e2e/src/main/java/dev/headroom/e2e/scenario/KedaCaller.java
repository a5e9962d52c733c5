// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/** Asks one replica of Headroom as KEDA does. */
final class KedaCaller implements AutoCloseable {
    private static final int PORT = 9090;
    private static final long PATIENCE_SECONDS = 10;

    private final ManagedChannel channel;

    KedaCaller(String address) {
        channel = NettyChannelBuilder.forAddress(address, PORT).usePlaintext().build();
    }

    /** The number of replicas, or the code of the refusal. */
    String answer(String namespace, String name) {
        ScaledObjectRef reference = ScaledObjectRef.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .putScalerMetadata("scalerAddress", "headroom.headroom.svc.cluster.local:9090")
                .putScalerMetadata("policy", name)
                .build();
        try {
            return Long.toString(ExternalScalerGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .getMetrics(GetMetricsRequest.newBuilder()
                            .setScaledObjectRef(reference)
                            .setMetricName("desired-replicas")
                            .build())
                    .getMetricValues(0)
                    .getMetricValue());
        } catch (StatusRuntimeException refusal) {
            return refusal.getStatus().getCode().name();
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
