// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.span.CollectorExporter;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc.ExternalScalerImplBase;
import dev.headroom.proto.externalscaler.GetMetricSpecResponse;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.GetMetricsResponse;
import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.MetricSpec;
import dev.headroom.proto.externalscaler.MetricValue;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A process with the outside of the service and a planner of one line: reads the real records from the real broker, answers on
 * the real ports, obeys the virtual clock. Shows that the demo's parts fit, without the service.
 */
final class FakeService extends ExternalScalerImplBase {
    private static final double PER_REPLICA = 12;
    private static final long NANOS_A_SECOND = 1_000_000_000L;
    private static final int RECENT_SECONDS = 120;

    private final VirtualClock clock = new VirtualClock(
            Instant.parse(System.getProperty("headroom.clock.joins-real-time-at")),
            Double.parseDouble(System.getProperty("headroom.clock.speed")));
    private final AtomicLong records = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Integer> arrivals = new ConcurrentSkipListMap<>();

    public static void main(String[] arguments) throws Exception {
        requirePolicies(Path.of(System.getProperty("headroom.policies.directory")));
        FakeService service = new FakeService();
        NettyServerBuilder.forAddress(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.getInteger("quarkus.grpc.server.port")))
                .addService(service)
                .build()
                .start();
        Thread reader = new Thread(service::read, "reader");
        reader.setDaemon(true);
        reader.start();
        service.http();
    }

    private static void requirePolicies(Path directory) throws IOException {
        String policy = Files.readString(directory.resolve("slo-policies/demo/llama-3-8b.yaml"));
        String profile = Files.readString(directory.resolve("serving-profiles/demo/h100-llama-8b.yaml"));
        if (!policy.contains("profile: h100-llama-8b") || !profile.contains("maxSequences: 128")) {
            throw new IllegalStateException("policies are not what they should be");
        }
    }

    private void read() {
        Map<String, Object> settings = Map.of("bootstrap.servers", System.getProperty("kafka.bootstrap.servers"));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.of(CollectorExporter.SPANS, CollectorExporter.METRICS)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::count);
            }
        }
    }

    private void count(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(CollectorExporter.METRICS)) {
            records.incrementAndGet();
            return;
        }
        try {
            for (ResourceSpans pod : TracesData.parseFrom(record.value()).getResourceSpansList()) {
                for (Span span : pod.getScopeSpans(0).getSpansList()) {
                    arrivals.merge(span.getStartTimeUnixNano() / NANOS_A_SECOND, 1, Integer::sum);
                }
            }
            records.incrementAndGet();
        } catch (IOException undecodable) {
            throw new IllegalStateException(undecodable);
        }
    }

    /**
     * One replica more than the busiest recent second but nine needs. Arrivals become known when requests end, so the present
     * would look emptier than it is, and the more so the slower the servers are.
     */
    private int wanted() {
        long now = clock.virtualAt(Instant.now()).getEpochSecond();
        int busy = arrivals.tailMap(now - RECENT_SECONDS).values().stream()
                .sorted(Comparator.reverseOrder())
                .skip(9)
                .findFirst()
                .orElse(0);
        return (int) Math.ceil(busy / PER_REPLICA) + 1;
    }

    @Override
    public void getMetricSpec(ScaledObjectRef request, StreamObserver<GetMetricSpecResponse> reply) {
        MetricSpec spec = MetricSpec.newBuilder()
                .setMetricName("replicas")
                .setTargetSize(1)
                .setTargetSizeFloat(1)
                .build();
        reply.onNext(GetMetricSpecResponse.newBuilder().addMetricSpecs(spec).build());
        reply.onCompleted();
    }

    @Override
    public void getMetrics(GetMetricsRequest request, StreamObserver<GetMetricsResponse> reply) {
        int wanted = wanted();
        MetricValue value = MetricValue.newBuilder()
                .setMetricName(request.getMetricName())
                .setMetricValue(wanted)
                .setMetricValueFloat(wanted)
                .build();
        reply.onNext(GetMetricsResponse.newBuilder().addMetricValues(value).build());
        reply.onCompleted();
    }

    @Override
    public void isActive(ScaledObjectRef request, StreamObserver<IsActiveResponse> reply) {
        reply.onNext(IsActiveResponse.newBuilder().setResult(true).build());
        reply.onCompleted();
    }

    /** As much HTTP as the demo's client needs: one request a connection. */
    private void http() throws IOException {
        try (ServerSocket server =
                new ServerSocket(Integer.getInteger("quarkus.http.port"), 50, InetAddress.getLoopbackAddress())) {
            while (true) {
                try (Socket socket = server.accept()) {
                    BufferedReader request =
                            new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                    String line = request.readLine();
                    String body = line.contains("/q/metrics")
                            ? "headroom_records_read_total " + records.get() + "\n"
                            : "{\"because\": [\"fake demand\", \"rounded up\"]}";
                    String head =
                            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n";
                    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }
}
