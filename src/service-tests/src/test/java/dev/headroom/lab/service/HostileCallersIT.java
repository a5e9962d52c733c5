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
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int MEGABYTE = 1 << 20;
    private static final int HONEST_EVERY_MILLIS = 5;
    private static final int SOME_CALLS = 400;

    /** Each attack goes on until so many honest calls were answered that their percentiles say something, and memory is looked at. */
    private static final boolean MEASURED = Boolean.getBoolean("headroom.attacks.measured");

    @TempDir
    Path directory;

    private final List<ManagedChannel> channels = new ArrayList<>();
    private EmbeddedKafka broker;
    private SteadyTraffic traffic;
    private RunningService service;
    private final ConcurrentLinkedQueue<String> honest = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> micros = new ConcurrentLinkedQueue<>();

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
        besideAnHonestCaller("nothing", () -> await().atMost(SOON).until(() -> micros.size() >= SOME_CALLS));
        besideAnHonestCaller("names of 4 MiB", () -> askWithLongNames(150));
        besideAnHonestCaller(
                "streams with 3 MiB", () -> openStreams(220, (ref, long3) -> ref.putScalerMetadata("polcy", long3)));
        besideAnHonestCaller(
                "streams with models of 3 MiB",
                () -> openStreams(30, (ref, long3) -> ref.putScalerMetadata("models", long3)));
        besideAnHonestCaller(
                "260,000 HEADERS", () -> HttpTwoFlood.begin(service.ports().grpc(), 260_000));
        besideAnHonestCaller("bodies that are no message", () -> askWithRubbish(2000));

        await().atMost(SOON).until(() -> service.meter("headroom_streams_open").orElse(-1) == 0);
        String log = logOfTheService();
        assertThat(log).doesNotContain("\tat io.grpc").doesNotContain("OutOfMemory");
        assertThat(log.length()).as("length of the log").isLessThan(100_000);
    }

    /** An attack, and how it went for the honest one. */
    private interface Attack {
        void run() throws IOException;
    }

    private void besideAnHonestCaller(String name, Attack attack) throws Exception {
        OptionalLong before = memoryInUse();
        honest.clear();
        micros.clear();
        ScheduledExecutorService caller = Executors.newSingleThreadScheduledExecutor();
        Future<?> calls =
                caller.scheduleWithFixedDelay(this::askHonestly, 0, HONEST_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        do {
            attack.run();
        } while (MEASURED && micros.size() < SOME_CALLS);
        await().atMost(SOON).until(() -> !micros.isEmpty());
        assertThat(calls.isDone()).as("a call has thrown").isFalse();
        caller.shutdown();
        assertThat(caller.awaitTermination(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        List<String> answers = new ArrayList<>(honest);
        answers.add(service.answer());
        assertThat(answers).hasSizeGreaterThan(1).allMatch(answer -> answer.matches("\\d+"));
        long[] took = micros.stream().mapToLong(each -> each).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%s: %d honest calls, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%s%n",
                name,
                took.length,
                took[took.length / 2] / 1e3,
                took[(int) (0.99 * took.length)] / 1e3,
                took[took.length - 1] / 1e3,
                before.isPresent() ? afterwards(before.getAsLong()) : "");
    }

    private void askHonestly() {
        long asked = System.nanoTime();
        honest.add(service.answer());
        micros.add((System.nanoTime() - asked) / 1000);
    }

    /** Memory in use of its JVM once what is garbage has been collected; empty where nothing is measured. */
    private OptionalLong memoryInUse() throws IOException, InterruptedException {
        if (!MEASURED) {
            return OptionalLong.empty();
        }
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        new ProcessBuilder(jcmd.toString(), Long.toString(service.handle().pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return service.meter("jvm_memory_used_bytes");
    }

    /** How much is in use after the attack, and when it was back to what it was before, and a tenth. */
    private String afterwards(long before) throws Exception {
        long ended = System.nanoTime();
        long first = memoryInUse().orElseThrow();
        await().atMost(SOON).until(() -> memoryInUse().orElseThrow() <= before * 1.1);
        return String.format(
                Locale.ROOT,
                "; memory %d MiB before, %d just after, back within %.0f s",
                before / MEGABYTE,
                first / MEGABYTE,
                (System.nanoTime() - ended) / 1e9);
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
