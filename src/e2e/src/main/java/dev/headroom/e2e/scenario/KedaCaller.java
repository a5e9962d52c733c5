// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.lab.keda.RemoteScaler;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Asks one replica of Headroom as KEDA does. */
final class KedaCaller implements AutoCloseable {
    static final int PORT = 9090;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ManagedChannel channel;

    KedaCaller(InetSocketAddress replica) {
        channel = NettyChannelBuilder.forAddress(replica).usePlaintext().build();
    }

    /** The metric of a ScaledObject, by the two calls of a poll; throws with the sentence of a refusal. */
    long answer(String namespace, String name) {
        ScaledObjectRef reference = ScaledObjectRef.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .putScalerMetadata("scalerAddress", "headroom.headroom.svc.cluster.local:9090")
                .putScalerMetadata("policy", name)
                .build();
        OptionalDouble metric = new RemoteScaler(channel, reference, Optional.of(PATIENCE)).metric(0);
        return Math.round(metric.orElseThrow(() -> new IllegalStateException("no value for " + name)));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
