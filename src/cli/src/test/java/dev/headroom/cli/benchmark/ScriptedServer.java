// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenAI-compatible server that streams as many words as are asked for. From some request on it may answer nothing until it is released. */
final class ScriptedServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private final int stallFrom;

    /** The bodies of all requests. */
    final List<JsonNode> heard = new CopyOnWriteArrayList<>();

    /**
     * Starts.
     *
     * @param stallFrom first request without an answer; 1 is the very first
     */
    ScriptedServer(int stallFrom) throws IOException {
        this.stallFrom = stallFrom;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        heard.add(body);
        if (count.incrementAndGet() >= stallFrom) {
            await();
        }
        int prompt = body.path("messages").path(0).path("content").asText().split(" ").length;
        int tokens = body.path("max_tokens").asInt();
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < tokens; i++) {
                event(out, "{\"choices\":[{\"delta\":{\"content\":\"word \"}}]}");
            }
            event(
                    out,
                    "{\"choices\":[],\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + tokens
                            + "}}");
            event(out, "[DONE]");
        }
    }

    private static void event(OutputStream out, String text) throws IOException {
        out.write(("data: " + text + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void await() {
        try {
            released.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(stop));
        }
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
