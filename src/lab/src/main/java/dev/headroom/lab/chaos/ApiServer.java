// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.service.ChatPolicy;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An API server on a port of this machine that keeps what it is given and tells those who watch; it goes away and comes back with all it
 * had, and forgets where watches were.
 */
final class ApiServer implements AutoCloseable {
    private static final String GONE =
            "{\"type\": \"ERROR\", \"object\": {\"apiVersion\": \"v1\", \"kind\": \"Status\","
                    + " \"status\": \"Failure\", \"reason\": \"Expired\", \"code\": 410}}";
    private static final String ADMIN = "chaos-admin";

    private final Forgetful memory = new Forgetful();
    private final int port;
    private KubernetesMockServer server;

    ApiServer() {
        server = begun(0);
        port = server.getPort();
    }

    /** Where it is found. */
    String url() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
    }

    /** Takes an object, as new or changed, with its status. */
    void put(HasMetadata object) {
        try (KubernetesClient admin = admin()) {
            admin.resource(object).createOr(existing -> existing.update());
        }
    }

    /** Takes the policy's terms, as new or changed. */
    void putPolicy(String terms) {
        put(ClusterObjects.policy(ChatPolicy.text(terms)));
    }

    /** Forgets an object. */
    void delete(HasMetadata object) {
        try (KubernetesClient admin = admin()) {
            admin.resource(object).delete();
        }
    }

    /** How many Events it was told of. */
    int events() {
        try (KubernetesClient admin = admin()) {
            return admin.v1().events().inAnyNamespace().list().getItems().size();
        }
    }

    /** Ends all connections; nobody answers at its port. */
    void goAway() {
        server.destroy();
    }

    /** At the same port, with all it had. */
    void comeBack() {
        server = begun(port);
    }

    /** Ends all watches; what a client saw last is then too long ago for the next watch of each kind (410 Gone). */
    void forget() {
        memory.forget();
        goAway();
        comeBack();
    }

    /** How many watches were told so. */
    int forgotten() {
        return memory.told.get();
    }

    @Override
    public void close() {
        server.destroy();
    }

    private KubernetesClient admin() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withUserAgent(ADMIN)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private KubernetesMockServer begun(int at) {
        KubernetesMockServer begun =
                new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), memory, false);
        begun.init(InetAddress.getLoopbackAddress(), at);
        kinds().forEach(memory::expectCustomResource);
        return begun;
    }

    private static List<CustomResourceDefinitionContext> kinds() {
        return List.of(
                kind("keda.sh", "v1alpha1", "ScaledObject", "Namespaced"),
                kind("karpenter.sh", "v1", "NodePool", "Cluster"),
                kind("karpenter.sh", "v1", "NodeClaim", "Cluster"),
                kind("leaderworkerset.x-k8s.io", "v1", "LeaderWorkerSet", "Namespaced"));
    }

    private static CustomResourceDefinitionContext kind(String group, String version, String kind, String scope) {
        return new CustomResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(kind.toLowerCase(Locale.ROOT) + "s")
                .withScope(scope)
                .build();
    }

    /** Stands before what a server that behaves would answer. */
    private static final class Forgetful extends KubernetesCrudDispatcher {
        private final AtomicInteger told = new AtomicInteger();
        private final Set<String> toldOf = ConcurrentHashMap.newKeySet();
        private volatile boolean forgets;

        void forget() {
            toldOf.clear();
            told.set(0);
            forgets = true;
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String path = request.getPath();
            boolean watches = path.contains("watch=true") && !ADMIN.equals(request.getHeader("User-Agent"));
            if (forgets && watches && toldOf.add(path.split("\\?", 2)[0])) {
                told.incrementAndGet();
                return new MockResponse().withWebSocketUpgrade(new WebSocketListener() {
                    @Override
                    public void onOpen(WebSocket socket, Response response) {
                        socket.send(GONE);
                    }
                });
            }
            return super.dispatch(request);
        }
    }
}
