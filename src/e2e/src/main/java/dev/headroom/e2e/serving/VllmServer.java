// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.serving;

import dev.headroom.e2e.cluster.Workplace;
import dev.headroom.e2e.process.Daemon;
import dev.headroom.e2e.programs.PythonEnvironment;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A real vLLM on the CPU at the address of a pod, with what {@code deploy/collector/vllm.yaml} tells it. */
public final class VllmServer implements ModelServer {
    static final int PORT = 8000;
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Daemon daemon;
    private final String address;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicBoolean answers = new AtomicBoolean();

    /** Begins to start, which takes a minute, and will send spans to a Collector. */
    public VllmServer(Workplace place, Pod pod, String model, String collector) {
        this(place, pod, model, PORT, Optional.of(collector));
    }

    /** The same on another port; without a Collector it tells nothing. */
    VllmServer(Workplace place, Pod pod, String model, int port, Optional<String> collector) {
        this.port = port;
        address = pod.getStatus().getPodIP();
        String environment = place.programs().folder(PythonEnvironment.VLLM).toString();
        String identity = "k8s.pod.uid=" + pod.getMetadata().getUid() + ",k8s.pod.name="
                + pod.getMetadata().getName() + ",k8s.namespace.name="
                + pod.getMetadata().getNamespace();
        List<String> command = new ArrayList<>(List.of(
                "bash",
                place.home().resolve("src/e2e/python/vllm/serve.sh").toString(),
                address,
                Integer.toString(port),
                environment,
                "--served-model-name",
                model));
        collector.ifPresent(url -> command.addAll(List.of("--otlp-traces-endpoint", url)));
        daemon = place.cleanup()
                .opened(new Daemon(
                        pod.getMetadata().getName(),
                        command,
                        Map.of("OTEL_RESOURCE_ATTRIBUTES", identity),
                        place.logs()))
                .start();
    }

    @Override
    public boolean ready() {
        if (!answers.get() && daemon.alive()) {
            answers.set(healthy());
        }
        return answers.get() && daemon.alive();
    }

    @Override
    public void close() {
        daemon.close();
    }

    private boolean healthy() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + ":" + port + "/health"))
                .timeout(PATIENCE)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
