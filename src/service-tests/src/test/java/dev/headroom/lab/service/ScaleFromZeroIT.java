// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.headroom.broker.EmbeddedKafka;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way from nothing: the sidecar as a gateway, a real broker and the real service, each its own process. The model's servers
 * went when nothing was asked of them; a request wakes them, and waits at the gateway until one answers.
 */
class ScaleFromZeroIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String ANSWER = "{\"id\":\"1\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,"
            + "\"message\":{\"role\":\"assistant\",\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":2,\"total_tokens\":14}}";

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private RunningService service;
    private ServiceProcess gateway;
    private HttpServer server;

    @AfterEach
    void closeAll() {
        stopServer();
        if (gateway != null) {
            gateway.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @Test
    void aRequestWakesAModelWithoutReplicasAndIsAnsweredByTheFirst() throws Exception {
        writePolicy();
        FreePorts ports = FreePorts.onLoopback();
        int serverPort = ports.grpc();
        int gatewayPort = ports.http();
        try (EmbeddedKafka broker = EmbeddedKafka.started()) {
            broker.createTopic("llm.requests", 2);
            service = new RunningService(directory, FreePorts.onLoopback(), serviceSettings(broker));
            gateway = gatewayAt(gatewayPort, serverPort, broker);
            eventually(() -> service.readiness().equals("UP"));

            firstOfAllWakesIt(gatewayPort, serverPort);
            eventually(() -> service.answer().equals("0"));
            stopServer();

            Queue<String> pushed = service.stream();
            assertThat(pushed).isEmpty();
            long askedNanos = System.nanoTime();
            CompletableFuture<HttpResponse<String>> held = ask(gatewayPort);
            await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> !pushed.isEmpty());
            long wokenNanos = System.nanoTime();

            assertThat(pushed).containsExactly("true");
            assertThat(service.answer()).isEqualTo("1");
            assertThat(held).as("held while nothing runs").isNotDone();
            System.out.println(
                    "woken after " + Duration.ofNanos(wokenNanos - askedNanos).toMillis() + " ms");

            startServer(serverPort);
            assertThat(held.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).body()).isEqualTo(ANSWER);
            eventually(() -> service.answer().equals("0"));
        }
    }

    /** Nobody was ever heard of: the service has started with its policy, and knows of no replica, no end and no cluster. */
    private void firstOfAllWakesIt(int gatewayPort, int serverPort) throws Exception {
        Queue<String> pushed = service.stream();
        CompletableFuture<HttpResponse<String>> held = ask(gatewayPort);
        await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> !pushed.isEmpty());

        assertThat(pushed).containsExactly("true");
        assertThat(service.answer()).isEqualTo("1");

        startServer(serverPort);
        assertThat(held.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).body()).isEqualTo(ANSWER);
    }

    private CompletableFuture<HttpResponse<String>> ask(int gatewayPort) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + LOOPBACK.getHostAddress() + ":" + gatewayPort + "/v1/chat/completions"))
                .header("content-type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString("{\"model\":\"llama\",\"messages\":[]}"))
                .build();
        await().atMost(PATIENCE).ignoreException(ConnectException.class).until(() -> listens(gatewayPort));
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    private static boolean listens(int port) throws IOException {
        try (java.net.Socket socket = new java.net.Socket(LOOPBACK, port)) {
            return socket.isConnected();
        }
    }

    private void startServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(LOOPBACK, port), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    private void stopServer() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private ServiceProcess gatewayAt(int port, int serverPort, EmbeddedKafka broker) {
        return ServiceProcess.inBackground(
                Installation.ofThisProcess().sidecarJar(),
                List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Map.of(
                        "kafka.bootstrap.servers", broker.bootstrapServers(),
                        "headroom.sidecar.listen.host", LOOPBACK.getHostAddress(),
                        "headroom.sidecar.listen.port", Integer.toString(port),
                        "headroom.sidecar.upstream.url", "http://" + LOOPBACK.getHostAddress() + ":" + serverPort,
                        "headroom.sidecar.wait-for-upstream", "PT60S",
                        "headroom.sidecar.observer", "GATEWAY",
                        "headroom.sidecar.target.namespace", "llm",
                        "headroom.sidecar.target.name", "chat",
                        "quarkus.management.port", "0"),
                directory.resolve("gateway.log"));
    }

    private static Map<String, String> serviceSettings(EmbeddedKafka broker) {
        return Map.of(
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "headroom.plans.mode", "memory",
                "headroom.plan.idle-delay", "PT1S");
    }

    private void writePolicy() throws IOException {
        ChatPolicy.write(directory, """
                objectives:
                  - { signal: e2e, percentile: 95, atMost: 5s }
                concurrency: { perReplica: 8 }
                replicas: { min: 0, max: 4 }
                """);
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }
}
