// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc.ExternalScalerBlockingStub;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The real service in its own process, and what KEDA and Kubernetes ask it over its sockets. */
public final class RunningService implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> JVM_OPTIONS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");
    /** Where policies are; empty for the cluster's ConfigMaps. */
    public static final String POLICIES = "headroom.policies.directory";

    private static final ScaledObjectRef CHAT = ScaledObjectRef.newBuilder()
            .setNamespace("llm")
            .setName("chat")
            .putScalerMetadata("scalerAddress", "headroom:9090")
            .putScalerMetadata("policy", "chat")
            .build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();
    private final FreePorts ports;
    private final ServiceProcess process;
    private final Path log;
    private final ManagedChannel channel;

    /**
     * How it is started.
     *
     * @param directory of its log, and of its policies unless the settings say otherwise
     * @param ports where it listens
     * @param settings beside those that say where it listens
     * @param before a program and its arguments that starts the service's as its last ones; none for none
     * @param caller by which way it is called
     */
    public record Start(
            Path directory,
            FreePorts ports,
            Map<String, String> settings,
            List<String> before,
            Function<FreePorts, ManagedChannel> caller) {
        /** By plain text, of itself. */
        public Start(Path directory, FreePorts ports, Map<String, String> settings) {
            this(directory, ports, settings, List.of(), RunningService::inPlainText);
        }

        /** The same, started by another program. */
        public Start startedBy(List<String> program) {
            return new Start(directory, ports, settings, program, caller);
        }

        /** The same, called by another way. */
        public Start calledBy(Function<FreePorts, ManagedChannel> way) {
            return new Start(directory, ports, settings, before, way);
        }
    }

    /** Starts it, called in plain text; returns before it is ready. */
    public RunningService(Path directory, FreePorts ports, Map<String, String> settings) {
        this(new Start(directory, ports, settings));
    }

    /** Starts it; returns before it is ready. */
    public RunningService(Start start) {
        this.ports = start.ports();
        this.log = start.directory().resolve("service-" + ports.http() + ".log");
        Map<String, String> properties = new TreeMap<>(start.settings());
        properties.putIfAbsent(POLICIES, start.directory().toString());
        properties.put("quarkus.grpc.server.host", LOOPBACK);
        properties.put("quarkus.grpc.server.port", Integer.toString(ports.grpc()));
        properties.put("quarkus.http.host", LOOPBACK);
        properties.put("quarkus.http.port", Integer.toString(ports.http()));
        this.process = ServiceProcess.inBackground(
                Installation.ofThisProcess().serviceJar(), JVM_OPTIONS, properties, log, start.before());
        this.channel = start.caller().apply(ports);
    }

    private static ManagedChannel inPlainText(FreePorts ports) {
        return NettyChannelBuilder.forAddress(LOOPBACK, ports.grpc())
                .usePlaintext()
                .build();
    }

    /** Where it listens. */
    public FreePorts ports() {
        return ports;
    }

    /** What it prints. */
    public Path log() {
        return log;
    }

    /** Whether its process is there, be it stopped. */
    public boolean alive() {
        return process.alive();
    }

    /** What the system knows of it. */
    public ProcessHandle handle() {
        return process.handle();
    }

    /** UP, DOWN, or the empty text while nobody answers. */
    public String started() {
        return health("/q/health/started").path("status").asText();
    }

    /** UP, DOWN, or the empty text while nobody answers. */
    public String readiness() {
        return health("/q/health/ready").path("status").asText();
    }

    /** What one of the checks behind readiness says. */
    public String readinessOf(String check) {
        for (JsonNode entry : health("/q/health/ready").path("checks")) {
            if (entry.path("name").asText().equals(check)) {
                return entry.path("status").asText();
            }
        }
        return "";
    }

    /** What KEDA is told: a number, or the code of the refusal. */
    public String answer() {
        try {
            return Long.toString(stub().getMetrics(GetMetricsRequest.newBuilder()
                            .setScaledObjectRef(CHAT)
                            .setMetricName("desired-replicas")
                            .build())
                    .getMetricValues(0)
                    .getMetricValue());
        } catch (StatusRuntimeException refusal) {
            return refusal.getStatus().getCode().name();
        }
    }

    /** A meter's value, summed over its labels; empty while nobody answers. */
    public OptionalLong meter(String name) {
        try {
            return ServiceHttp.sum(
                    http.send(request("/q/metrics"), BodyHandlers.ofString()).body(), name);
        } catch (IOException noAnswer) {
            return OptionalLong.empty();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    /** What the page of workloads says of one; nothing while nobody answers, or without a plan. */
    public JsonNode workload(String key) {
        return health("/workloads/" + key);
    }

    /** Whether it plans for all replicas. */
    public boolean plansForAll() {
        return meter("headroom_plans_owner").orElse(0) == 1;
    }

    /** What KEDA's HPA path asks for first. */
    public String metricName() {
        return stub().getMetricSpec(CHAT).getMetricSpecs(0).getMetricName();
    }

    /** Opens a push stream; what happens on it is entered into the queue. */
    public Queue<String> stream() {
        Queue<String> events = new ConcurrentLinkedQueue<>();
        ExternalScalerGrpc.newStub(channel).streamIsActive(CHAT, new StreamObserver<>() {
            @Override
            public void onNext(IsActiveResponse response) {
                events.add(Boolean.toString(response.getResult()));
            }

            @Override
            public void onError(Throwable cause) {
                events.add(cause.toString());
            }

            @Override
            public void onCompleted() {
                events.add("completed");
            }
        });
        return events;
    }

    /** Waits until it has ended by itself; answers the exit code. */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** SIGTERM, as Kubernetes sends it; answers the exit code. */
    public int terminate() throws InterruptedException {
        process.close();
        return process.waitFor();
    }

    /** SIGKILL: nobody is told. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        process.close();
    }

    private ExternalScalerBlockingStub stub() {
        return ExternalScalerGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private JsonNode health(String path) {
        try {
            return json.readTree(
                    http.send(request(path), BodyHandlers.ofString()).body());
        } catch (IOException noAnswer) {
            return json.createObjectNode();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return json.createObjectNode();
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + LOOPBACK + ":" + ports.http() + path))
                .timeout(PATIENCE)
                .build();
    }
}
