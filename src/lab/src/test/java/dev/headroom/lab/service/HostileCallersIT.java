// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.broker.EmbeddedKafka;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls that need no login and ended the service or moved it, sent to its process again, with less than half of the image's heap and that
 * image's order to end at once when memory is short. Beside each an honest caller is answered with a number, every time.
 */
class HostileCallersIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path directory;

    private final List<ManagedChannel> channels = new ArrayList<>();
    private EmbeddedKafka broker;
    private SteadyTraffic traffic;
    private RunningService service;

    @BeforeEach
    void start() throws Exception {
        ChatPolicy.write(directory, """
                concurrency: { perReplica: 8 }
                replicas: { min: 1, max: 40, whenDark: hold }
                """);
        broker = EmbeddedKafka.started();
        broker.createTopic("llm.requests", 2);
        broker.createTopic("llm.spans", 1);
        broker.createTopic("llm.metrics", 1);
        service = new RunningService(
                directory,
                FreePorts.onLoopback(),
                Map.of(
                        "kafka.bootstrap.servers",
                        broker.bootstrapServers(),
                        "headroom.plans.mode",
                        "memory",
                        "headroom.grpc.request-within",
                        "PT2S"));
        traffic = new SteadyTraffic(broker.bootstrapServers(), 20, Duration.ofMinutes(5));
        await().atMost(SOON).until(() -> service.answer().matches("\\d+"));
    }

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
        traffic.close();
        service.close();
        broker.close();
    }

    @Test
    void noCallEndsItAndAnHonestOneIsAnsweredBesideEach() throws Exception {
        besideAnHonestCaller(() -> askWithLongNames(150));
        besideAnHonestCaller(() -> openStreams(220, (ref, long3) -> ref.putScalerMetadata("polcy", long3)));
        besideAnHonestCaller(() -> openStreams(30, (ref, long3) -> ref.putScalerMetadata("models", long3)));
        besideAnHonestCaller(() -> HttpTwoFlood.begin(service.ports().grpc(), 260_000));
        besideAnHonestCaller(() -> askWithRubbish(2000));

        await().atMost(SOON).until(() -> service.meter("headroom_streams_open").orElse(-1) == 0);
        String log = logOfTheService();
        assertThat(log).doesNotContain("\tat io.grpc").doesNotContain("OutOfMemory");
        assertThat(log.length()).as("length of the log").isLessThan(100_000);
    }

    /** An attack, and how it went for the honest one. */
    private interface Attack {
        void run() throws IOException;
    }

    private void besideAnHonestCaller(Attack attack) throws Exception {
        List<String> answers = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread honest = new Thread(() -> {
            while (!over.get()) {
                answers.add(service.answer());
            }
        });
        honest.start();
        attack.run();
        over.set(true);
        honest.join();
        answers.add(service.answer());
        assertThat(answers).hasSizeGreaterThan(1).allMatch(answer -> answer.matches("\\d+"));
    }

    private void askWithLongNames(int calls) {
        String name = "x".repeat(4 * MEGABYTE);
        Ends ends = new Ends();
        for (int call = 0; call < calls; call++) {
            ExternalScalerGrpc.newStub(channel(call % 10))
                    .getMetrics(
                            GetMetricsRequest.newBuilder()
                                    .setScaledObjectRef(ScaledObjectRef.newBuilder()
                                            .setNamespace("llm")
                                            .setName(name)
                                            .putScalerMetadata("policy", "chat"))
                                    .build(),
                            ends.next());
        }
        ends.await(calls, Status.Code.RESOURCE_EXHAUSTED);
    }

    private void openStreams(int calls, BiConsumer<ScaledObjectRef.Builder, String> metadata) {
        String long3 = "model,".repeat(MEGABYTE / 2);
        Ends ends = new Ends();
        for (int call = 0; call < calls; call++) {
            ScaledObjectRef.Builder ref =
                    ScaledObjectRef.newBuilder().setNamespace("llm").setName("chat");
            metadata.accept(ref, long3);
            StreamObserver<IsActiveResponse> end = ends.next();
            ExternalScalerGrpc.newStub(channel(call % 20)).streamIsActive(ref.build(), end);
        }
        ends.await(calls, Status.Code.RESOURCE_EXHAUSTED);
    }

    /** Bodies that are no message of ours. */
    private void askWithRubbish(int calls) {
        MethodDescriptor<byte[], byte[]> isActive = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("externalscaler.ExternalScaler/IsActive")
                .setRequestMarshaller(new Raw())
                .setResponseMarshaller(new Raw())
                .build();
        byte[] rubbish = "rubbish".getBytes(StandardCharsets.US_ASCII);
        Ends ends = new Ends();
        for (int call = 0; call < calls; call++) {
            ClientCalls.asyncUnaryCall(channel(call % 10).newCall(isActive, CallOptions.DEFAULT), rubbish, ends.next());
        }
        ends.await(calls, Status.Code.INTERNAL, Status.Code.CANCELLED, Status.Code.UNKNOWN);
    }

    private ManagedChannel channel(int number) {
        while (channels.size() <= number) {
            channels.add(
                    NettyChannelBuilder.forAddress("127.0.0.1", service.ports().grpc())
                            .usePlaintext()
                            .build());
        }
        return channels.get(number);
    }

    private String logOfTheService() throws IOException {
        return Files.readString(directory.resolve("service-" + service.ports().http() + ".log"));
    }

    /** How calls ended. */
    private static final class Ends {
        private final AtomicInteger count = new AtomicInteger();
        private final ConcurrentLinkedQueue<Status.Code> codes = new ConcurrentLinkedQueue<>();

        <T> StreamObserver<T> next() {
            return new StreamObserver<>() {
                @Override
                public void onNext(T value) {
                    codes.add(Status.Code.OK);
                }

                @Override
                public void onError(Throwable cause) {
                    codes.add(Status.fromThrowable(cause).getCode());
                    count.incrementAndGet();
                }

                @Override
                public void onCompleted() {
                    count.incrementAndGet();
                }
            };
        }

        void await(int calls, Status.Code... allowed) {
            org.awaitility.Awaitility.await().atMost(SOON).until(() -> count.get() == calls);
            assertThat(codes).isSubsetOf(allowed);
        }
    }

    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
