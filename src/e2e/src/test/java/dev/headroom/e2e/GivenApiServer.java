// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A person's cluster as far as a run looks before it makes anything: it answers each GET by its path. */
final class GivenApiServer implements AutoCloseable {
    static final String KEDA_PATH = "/apis/keda.sh/v1alpha1";
    static final String KEDA = """
            {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"keda.sh/v1alpha1",
             "resources":[{"name":"scaledobjects","kind":"ScaledObject","namespaced":true,"verbs":["get"]}]}""";
    private static final String NOTHING = "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[]}";

    private final HttpServer server;
    private final Map<String, String> answers;
    private final List<String> changes = new CopyOnWriteArrayList<>();

    private GivenApiServer(Map<String, String> answers) throws IOException {
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
    }

    /** Without an entry a list is empty, and all else does not exist. */
    static GivenApiServer started(Map<String, String> answers) throws IOException {
        GivenApiServer started = new GivenApiServer(answers);
        started.server.start();
        return started;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Requests that are not a GET. */
    List<String> changes() {
        return List.copyOf(changes);
    }

    Path kubeconfig(Path folder) throws IOException {
        return Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                clusters: [{ name: given, cluster: { server: "%s" } }]
                users: [{ name: given, user: { token: given } }]
                contexts: [{ name: given, context: { cluster: given, user: given } }]
                current-context: given
                """.formatted(url()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!"GET".equals(exchange.getRequestMethod())) {
            changes.add(exchange.getRequestMethod() + " " + path);
        }
        String text = answers.getOrDefault(path, path.endsWith("/deployments") ? NOTHING : "");
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
