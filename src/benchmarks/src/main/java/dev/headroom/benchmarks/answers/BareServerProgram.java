// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import dev.headroom.lab.process.ParentProcess;
import dev.headroom.lab.process.Worker;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.GetMetricsResponse;
import dev.headroom.proto.externalscaler.MetricValue;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** The yardstick: grpc-java's own server on the connection's thread, which answers the same number to everybody. */
final class BareServerProgram {
    private static final int REPLICAS = 3;

    private BareServerProgram() {}

    /** Starts it; its first line is the port. */
    static Worker start(List<String> jvmOptions) {
        return Worker.start(BareServerProgram.class, jvmOptions, List.of());
    }

    /** No arguments. Says its port. */
    public static void main(String[] arguments) throws IOException {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .addService(new SameForAll())
                .build()
                .start();
        ParentProcess.tell(Integer.toString(server.getPort()));
        ParentProcess.awaitDismissal();
        server.shutdownNow();
    }

    private static final class SameForAll extends ExternalScalerGrpc.ExternalScalerImplBase {
        @Override
        public void getMetrics(GetMetricsRequest request, StreamObserver<GetMetricsResponse> responses) {
            responses.onNext(GetMetricsResponse.newBuilder()
                    .addMetricValues(MetricValue.newBuilder()
                            .setMetricName(request.getMetricName())
                            .setMetricValue(REPLICAS)
                            .setMetricValueFloat(REPLICAS))
                    .build());
            responses.onCompleted();
        }
    }
}
