// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc.ExternalScalerImplBase;
import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.edge.grpc.ConnectionAge;
import dev.headroom.scaler.edge.grpc.PortProbe;
import dev.headroom.scaler.edge.grpc.ServerSetUp;
import dev.headroom.scaler.edge.grpc.tls.TlsFacts;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller may hold of a real port, and that an honest call beside it is answered. */
class CallerLimitsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final CallerLimits LIMITS = new CallerLimits(
            65_536, 4, 4, 50, 5000, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(10));

    private final AtomicLong now = new AtomicLong();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final RefusalLog log = new RefusalLog(now::get, said::add);
    private final CallLimiter calls = new CallLimiter(LIMITS, log, now::get);
    private final ConnectionLimiter connections = new ConnectionLimiter(LIMITS, log);
    private final List<ManagedChannel> channels = new CopyOnWriteArrayList<>();
    private final PortProbe probe = new PortProbe();
    private final Server server = start();

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
        server.shutdownNow();
        probe.close();
    }

    @Test
    void aRequestThatIsTooLargeIsRefusedAndAnHonestOneAnswered() {
        ManagedChannel channel = connect();

        assertThatThrownBy(() -> ask(channel, "x".repeat(4 << 20)))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));

        assertThat(ask(channel, "x".repeat(60_000))).isTrue();
    }

    @Test
    void whoBeginsCallsAndSaysNothingTakesNoPlaceAndIsEnded() {
        ManagedChannel channel = connect();
        List<Silent> silent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            silent.add(new Silent(channel));
        }

        assertThat(ask(connect(), "honest")).isTrue();
        // The honest caller has its answer a moment before its place is free.
        Awaitility.await("who says nothing takes no place").atMost(SOON).until(() -> calls.open() == 0);

        Awaitility.await().atMost(SOON).until(() -> {
            now.addAndGet(LIMITS.requestWithin().toNanos());
            calls.endSilent();
            return ended(silent) == 100;
        });
        assertThat(silent.stream().flatMap(call -> call.status.stream()).map(Status::getCode))
                .containsOnly(Status.Code.DEADLINE_EXCEEDED);
        assertThat(said)
                .isNotEmpty()
                .allMatch(line -> line.startsWith("call ended: the request was not complete within"));
    }

    @Test
    void streamsBeyondTheMostAreRefused() {
        ManagedChannel channel = connect();
        List<List<String>> streams = new ArrayList<>();
        for (int i = 0; i < 51; i++) {
            List<String> events = new CopyOnWriteArrayList<>();
            streams.add(events);
            ExternalScalerGrpc.newStub(channel).streamIsActive(ref("honest"), new Events(events));
        }

        Awaitility.await().atMost(SOON).until(() -> streams.stream().noneMatch(List::isEmpty));
        assertThat(streams.stream().filter(events -> events.contains("error"))).hasSize(1);
        assertThat(calls.open()).isEqualTo(50);
    }

    @Test
    void anAnsweredStreamIsNotEndedForItsAge() {
        ManagedChannel channel = connect();
        List<String> events = new CopyOnWriteArrayList<>();
        ExternalScalerGrpc.newStub(channel).streamIsActive(ref("honest"), new Events(events));
        Awaitility.await().atMost(SOON).until(() -> events.contains("true"));

        now.addAndGet(LIMITS.requestWithin().toNanos() * 2);
        calls.endSilent();

        assertThat(ask(channel, "honest")).isTrue();
        assertThat(events).containsExactly("true");
    }

    @Test
    void connectionsBeyondTheMostAreClosedAndTheirPlacesComeBack() throws IOException {
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            open.add(new Socket(InetAddress.getLoopbackAddress(), server.getPort()));
        }
        Awaitility.await().atMost(SOON).until(() -> connections.open() == 4);

        try (Socket fifth = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            fifth.setSoTimeout(Math.toIntExact(SOON.toMillis()));
            assertThat(fifth.getInputStream().read())
                    .as("closed, without a word")
                    .isEqualTo(-1);
        }
        assertThat(said)
                .containsExactly(
                        "connection refused peer=127.0.0.1: the limit is 4 connections, and 4 for one address");
        for (Socket socket : open) {
            socket.close();
        }

        Awaitility.await().atMost(SOON).until(() -> connections.open() == 0);
        assertThat(ask(connect(), "honest")).isTrue();
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws IOException {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            silent.setSoTimeout(Math.toIntExact(SOON.toMillis()));

            assertThat(readToEnd(silent)).isEqualTo(-1);
        }
    }

    @Test
    void eachLimitHasALeast() {
        assertThatThrownBy(() -> new CallerLimits(
                        1023, 1, 1, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessage("headroom.grpc.max-request-bytes must be at least 1024, was 1023");
        assertThatThrownBy(() ->
                        new CallerLimits(1024, 1, 1, 1, 1, Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessage("headroom.grpc.request-within must be at least PT0.1S, was PT0S");
    }

    private static int readToEnd(Socket socket) throws IOException {
        int last = 0;
        while (last >= 0) {
            last = socket.getInputStream().read();
        }
        return last;
    }

    private static long ended(List<Silent> silent) {
        return silent.stream().filter(call -> call.status.isPresent()).count();
    }

    private static boolean ask(ManagedChannel channel, String name) {
        return ExternalScalerGrpc.newBlockingStub(channel).isActive(ref(name)).getResult();
    }

    private static ScaledObjectRef ref(String name) {
        return ScaledObjectRef.newBuilder().setName(name).build();
    }

    private ManagedChannel connect() {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        channels.add(channel);
        return channel;
    }

    private Server start() {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        new ServerSetUp(
                        Optional.empty(),
                        new NoTls(),
                        new ConnectionAge(Duration.ZERO, Duration.ofSeconds(2)),
                        LIMITS,
                        connections,
                        calls,
                        probe)
                .apply(builder);
        try {
            return builder.addService(new SaysYes()).build().start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Begins a call and says nothing. */
    private static final class Silent extends ClientCall.Listener<IsActiveResponse> {
        /** A client that knows that one message follows keeps the headers until it has it. */
        private static final MethodDescriptor<ScaledObjectRef, IsActiveResponse> AS_IF_MANY =
                ExternalScalerGrpc.getIsActiveMethod().toBuilder()
                        .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                        .build();

        private volatile Optional<Status> status = Optional.empty();

        Silent(ManagedChannel channel) {
            ClientCall<ScaledObjectRef, IsActiveResponse> call = channel.newCall(AS_IF_MANY, CallOptions.DEFAULT);
            call.start(this, new Metadata());
            call.request(1);
        }

        @Override
        public void onClose(Status end, Metadata trailers) {
            status = Optional.of(end);
        }
    }

    private record Events(List<String> seen) implements StreamObserver<IsActiveResponse> {
        @Override
        public void onNext(IsActiveResponse response) {
            seen.add(Boolean.toString(response.getResult()));
        }

        @Override
        public void onError(Throwable cause) {
            seen.add("error");
        }

        @Override
        public void onCompleted() {
            seen.add("completed");
        }
    }

    private static final class SaysYes extends ExternalScalerImplBase {
        @Override
        public void isActive(ScaledObjectRef request, StreamObserver<IsActiveResponse> responses) {
            responses.onNext(IsActiveResponse.newBuilder().setResult(true).build());
            responses.onCompleted();
        }

        @Override
        public void streamIsActive(ScaledObjectRef request, StreamObserver<IsActiveResponse> responses) {
            responses.onNext(IsActiveResponse.newBuilder().setResult(true).build());
        }
    }

    private static final class NoTls implements TlsFacts {
        @Override
        public void reloaded() {
            throw new AssertionError("there is no TLS");
        }

        @Override
        public void reloadFailed() {
            throw new AssertionError("there is no TLS");
        }

        @Override
        public void handshakeFailed() {
            throw new AssertionError("there is no TLS");
        }
    }
}
