// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.serving;

import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.process.Daemon;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real vLLM that tells nothing, and Headroom's sidecar before it at the pod's address. */
public final class VllmWithSidecar implements ModelServer {
    private static final int BEHIND = 8001;

    private final VllmServer server;
    private final Daemon sidecar;

    /** Begins to start both. */
    public VllmWithSidecar(RealCluster cluster, Pod pod, String model) {
        server = new VllmServer(cluster.place(), pod, model, BEHIND, Optional.empty());
        String address = pod.getStatus().getPodIP();
        Map<String, String> environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                cluster.kafka().bootstrapServers(),
                "HEADROOM_SIDECAR_UPSTREAM_URL",
                "http://" + address + ":" + BEHIND,
                "HEADROOM_SIDECAR_LISTEN_HOST",
                address,
                "HEADROOM_SIDECAR_LISTEN_PORT",
                Integer.toString(VllmServer.PORT),
                "HEADROOM_SIDECAR_TARGET_NAMESPACE",
                pod.getMetadata().getNamespace(),
                "HEADROOM_SIDECAR_TARGET_NAME",
                model,
                "HEADROOM_SIDECAR_POD_NAME",
                pod.getMetadata().getName(),
                "HEADROOM_SIDECAR_POD_UID",
                pod.getMetadata().getUid(),
                "QUARKUS_MANAGEMENT_HOST",
                address,
                "JDK_JAVA_OPTIONS",
                "-Xmx128m -XX:+UseSerialGC");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        sidecar = cluster.place()
                .cleanup()
                .opened(new Daemon(
                        pod.getMetadata().getName() + "-sidecar",
                        List.of(java, "-jar", cluster.images().sidecarJar().toString()),
                        environment,
                        cluster.place().logs()))
                .start();
    }

    @Override
    public boolean ready() {
        return server.ready() && sidecar.alive();
    }

    @Override
    public void close() {
        sidecar.close();
        server.close();
    }
}
