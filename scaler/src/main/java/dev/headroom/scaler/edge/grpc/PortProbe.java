// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls this very server over its port and sees whether the call arrives. Quarkus reports that it has started even when its gRPC server
 * could not bind, and another process may answer on that port.
 */
@ApplicationScoped
@GlobalInterceptor
public class PortProbe implements ServerInterceptor {
    /** A call to oneself takes a millisecond; a machine that is overloaded gets the benefit of the doubt. */
    private static final long ANSWER_LIMIT_SECONDS = 2;

    private static final Metadata.Key<String> PROBE =
            Metadata.Key.of("headroom-port-probe", Metadata.ASCII_STRING_MARSHALLER);

    private final String self = UUID.randomUUID().toString();
    private volatile String seen = "";
    private volatile Arrival expected = new Arrival(0, new CompletableFuture<>());
    private @Nullable ManagedChannel channel;

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String probe = headers.get(PROBE);
        if (probe != null && probe.startsWith(self)) {
            seen = probe;
        }
        return next.startCall(call, headers);
    }

    /** Reports every connection to a port that speaks TLS, before its first byte. */
    public void connected(SocketAddress peer) {
        Arrival arrival = expected;
        if (peer instanceof InetSocketAddress socket && socket.getPort() == arrival.port()) {
            arrival.seen().complete(true);
        }
    }

    /**
     * Opens a connection to a port that speaks TLS, and says nothing: with client certificates required this process could not call
     * itself.
     *
     * @return whether the connection arrived in this process
     */
    synchronized boolean connects(String host, int port) {
        try (Socket socket = new Socket()) {
            // Bound first, because the server may be faster than the following lines.
            socket.bind(null);
            Arrival arrival = new Arrival(socket.getLocalPort(), new CompletableFuture<>());
            expected = arrival;
            socket.connect(
                    new InetSocketAddress(host, port),
                    Math.toIntExact(TimeUnit.SECONDS.toMillis(ANSWER_LIMIT_SECONDS)));
            return arrival.seen().get(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Calls the port in plain text.
     *
     * @return whether the call arrived in this process
     */
    synchronized boolean arrives(String host, int port) {
        String probe = self + "/" + UUID.randomUUID();
        try {
            var unused = HealthGrpc.newBlockingStub(channelTo(host, port))
                    .withInterceptors(new WithHeader(probe))
                    .withDeadlineAfter(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS)
                    .check(HealthCheckRequest.getDefaultInstance());
        } catch (StatusRuntimeException e) {
            // Only the arrival of the call counts, not the answer.
        }
        return seen.equals(probe);
    }

    /** Called by CDI. */
    @PreDestroy
    public synchronized void close() {
        if (channel != null) {
            channel.shutdownNow();
            channel = null;
        }
    }

    private ManagedChannel channelTo(String host, int port) {
        if (channel == null) {
            channel = NettyChannelBuilder.forAddress(host, port).usePlaintext().build();
        }
        return channel;
    }

    /** The next connection of the probe, by the port it comes from. */
    private record Arrival(int port, CompletableFuture<Boolean> seen) {}

    private record WithHeader(String probe) implements ClientInterceptor {
        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            return new ForwardingClientCall.SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<R> listener, Metadata headers) {
                    headers.put(PROBE, probe);
                    super.start(listener, headers);
                }
            };
        }
    }
}
