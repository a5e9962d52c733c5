// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An API server that keeps what it is given, notes what it is asked, and misbehaves on demand: refuses kinds, has never heard of
 * them, hangs, forgets where a watch was, goes away and comes back with all it had.
 */
final class FakeApiServer implements AutoCloseable {
    private static final int GONE = 410;

    private final Guard guard = new Guard();
    private KubernetesMockServer server;
    private final int port;
    private final KubernetesClient client;
    private final KubernetesClient admin;

    /** By which the calls of tests are told from those of the service. */
    private static final String ADMIN = "admin";

    /**
     * A call as rights see it.
     *
     * @param verb get, list, watch, create, ...
     * @param group the empty text for the core
     * @param resource in the plural
     */
    record Call(String verb, String group, String resource) {}

    FakeApiServer() {
        server = begun(0);
        port = server.getPort();
        client = clientOf("service");
        admin = clientOf(ADMIN);
    }

    private KubernetesClient clientOf(String userAgent) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + port)
                        .withUserAgent(userAgent)
                        .withRequestTimeout(2_000)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    /** The service's: what it calls is noted, and may be refused. */
    KubernetesClient client() {
        return client;
    }

    /** May do everything, unseen. */
    KubernetesClient admin() {
        return admin;
    }

    /** From now on calls about a kind are answered so: 403 without the right, 404 without the kind. */
    FakeApiServer refusing(String resource, int code) {
        guard.refused.put(resource, code);
        return this;
    }

    /** The right is granted, the kind is installed. */
    void grant(String resource) {
        guard.refused.remove(resource);
        guard.hanging.remove(resource);
    }

    /** From now on nobody hears anything of a kind. */
    FakeApiServer hangingAt(String resource) {
        guard.hanging.add(resource);
        return this;
    }

    /** The next watch of a kind is told that what it saw last is too long ago. */
    void forget(String resource) {
        guard.forgotten.put(resource, new AtomicInteger());
    }

    /** How many watches were told so. */
    int forgotten(String resource) {
        return guard.forgotten.getOrDefault(resource, new AtomicInteger()).get();
    }

    Set<Call> calls() {
        return Set.copyOf(guard.calls);
    }

    /** How often a kind was listed. */
    int lists(String resource) {
        return count("list", resource);
    }

    /** How often a call was made. */
    int count(String verb, String resource) {
        return guard.counts
                .getOrDefault(verb + " " + resource, new AtomicInteger())
                .get();
    }

    void goAway() {
        server.destroy();
    }

    void comeBack() {
        server = begun(port);
    }

    @Override
    public void close() {
        client.close();
        admin.close();
        server.destroy();
    }

    private KubernetesMockServer begun(int at) {
        KubernetesMockServer begun =
                new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), guard, false);
        begun.init(InetAddress.getLoopbackAddress(), at);
        for (CustomResourceDefinitionContext kind : Kinds.ALL) {
            guard.expectCustomResource(kind);
        }
        return begun;
    }

    /** Stands before what a server that behaves would answer. */
    private static final class Guard extends KubernetesCrudDispatcher {
        private final Map<String, Integer> refused = new ConcurrentHashMap<>();
        private final Set<String> hanging = ConcurrentHashMap.newKeySet();
        private final Map<String, AtomicInteger> forgotten = new ConcurrentHashMap<>();
        private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
        private final Set<Call> calls = new CopyOnWriteArraySet<>();

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            if (ADMIN.equals(request.getHeader("User-Agent"))) {
                return super.dispatch(request);
            }
            Call call = callIn(request);
            calls.add(call);
            counts.computeIfAbsent(call.verb() + " " + call.resource(), first -> new AtomicInteger())
                    .incrementAndGet();
            Integer code = refused.get(call.resource());
            if (code != null) {
                return status(code);
            }
            if (hanging.contains(call.resource())) {
                return status(200).setBodyDelay(Duration.ofHours(1));
            }
            AtomicInteger told = forgotten.get(call.resource());
            return call.verb().equals("watch") && told != null && told.compareAndSet(0, 1)
                    ? new MockResponse().withWebSocketUpgrade(new Forgetful())
                    : super.dispatch(request);
        }

        private static MockResponse status(int code) {
            return new MockResponse().setResponseCode(code).setBody(statusText(code));
        }

        private static Call callIn(RecordedRequest request) {
            String[] pathAndQuery = request.getPath().split("\\?", 2);
            List<String> parts = List.of(pathAndQuery[0].substring(1).split("/"));
            boolean core = parts.get(0).equals("api");
            int at = core ? 2 : 3;
            if (parts.size() > at + 2 && parts.get(at).equals("namespaces")) {
                at += 2;
            }
            String resource = parts.size() > at ? parts.get(at) : "";
            boolean named = parts.size() > at + 1;
            boolean watches = pathAndQuery.length > 1 && pathAndQuery[1].contains("watch=true");
            String verb = switch (request.getMethod()) {
                case "POST" -> "create";
                case "PUT" -> "update";
                case "PATCH" -> "patch";
                case "DELETE" -> "delete";
                default -> watches ? "watch" : named ? "get" : "list";
            };
            return new Call(verb, core ? "" : parts.get(1), resource);
        }
    }

    private static String statusText(int code) {
        return "{\"apiVersion\": \"v1\", \"kind\": \"Status\", \"status\": \"Failure\", \"code\": " + code + "}";
    }

    private static final class Forgetful extends WebSocketListener {
        @Override
        public void onOpen(WebSocket socket, Response response) {
            socket.send("{\"type\": \"ERROR\", \"object\": " + statusText(GONE) + "}");
        }
    }
}
