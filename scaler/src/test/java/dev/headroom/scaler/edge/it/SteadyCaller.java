// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Calls all the time on one channel and holds push streams, which it opens again when they end; notes everything that goes wrong. */
final class SteadyCaller implements AutoCloseable {
    private final ManagedChannel channel;
    private final ScaledObjectRef ref;
    private final ExternalScalerGrpc.ExternalScalerStub streams;
    private final ExecutorService caller = Executors.newSingleThreadExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger cleanEnds = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Map<SocketAddress, String> connections = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    SteadyCaller(ManagedChannel channel, ScaledObjectRef ref, int held) {
        this.channel = channel;
        this.ref = ref;
        this.streams = ExternalScalerGrpc.newStub(channel);
        for (int i = 0; i < held; i++) {
            hold();
        }
        caller.execute(this::callAllTheTime);
    }

    int calls() {
        return calls.get();
    }

    /** Streams that the service ended without an error. */
    int cleanEnds() {
        return cleanEnds.get();
    }

    List<String> failures() {
        return failures;
    }

    /** Issuers of the certificates that were seen, one a connection. */
    List<String> issuers() {
        return List.copyOf(connections.values());
    }

    /** No more calls; what is under way is broken off, and no failure. */
    void stop() {
        stopped = true;
        caller.shutdown();
        channel.shutdownNow();
    }

    @Override
    public void close() {
        stop();
    }

    private void callAllTheTime() {
        ExternalScalerGrpc.ExternalScalerBlockingStub stub =
                ExternalScalerGrpc.newBlockingStub(channel).withInterceptors((ClientInterceptor) this::observed);
        while (!stopped) {
            try {
                // Without a deadline, as KEDA's.
                var unused = stub.isActive(ref);
                calls.incrementAndGet();
            } catch (StatusRuntimeException e) {
                fail("IsActive " + e.getStatus());
            }
        }
    }

    private void hold() {
        streams.streamIsActive(ref, new StreamObserver<>() {
            @Override
            public void onNext(IsActiveResponse response) {
                // That it is open is enough.
            }

            @Override
            public void onError(Throwable cause) {
                fail("StreamIsActive " + Status.fromThrowable(cause));
            }

            @Override
            public void onCompleted() {
                cleanEnds.incrementAndGet();
                if (!stopped) {
                    hold();
                }
            }
        });
    }

    private void fail(String what) {
        if (!stopped) {
            failures.add(what);
        }
    }

    /** Notes over which connection a call went; an interceptor by reference, for Quarkus warns of each class of that kind. */
    private <Q, R> ClientCall<Q, R> observed(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> listener, Metadata headers) {
                super.start(
                        new SimpleForwardingClientCallListener<R>(listener) {
                            @Override
                            public void onHeaders(Metadata received) {
                                note(
                                        getAttributes().get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR),
                                        getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
                                super.onHeaders(received);
                            }
                        },
                        headers);
            }
        };
    }

    private void note(SocketAddress local, SSLSession session) {
        try {
            X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
            connections.put(local, certificate.getIssuerX500Principal().getName());
        } catch (SSLPeerUnverifiedException e) {
            fail(e.toString());
        }
    }
}
