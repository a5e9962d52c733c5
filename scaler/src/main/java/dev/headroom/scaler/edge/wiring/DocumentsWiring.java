// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.cycle.CurrentReplicas;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.edge.files.DirectoryWatch;
import dev.headroom.scaler.edge.files.DocumentDirectory;
import dev.headroom.scaler.edge.kubernetes.ClusterWatch;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where documents come from: a directory where one is set, else the cluster. */
@ApplicationScoped
public class DocumentsWiring implements CurrentReplicas {
    private static final Logger LOG = Logger.getLogger(DocumentsWiring.class);

    private final HeadroomSettings settings;
    private final DocumentLibrary library;
    private final InstantSource clock;
    private final Instance<KubernetesClient> client;
    private @Nullable AutoCloseable watch;
    private volatile CurrentReplicas cluster = target -> OptionalInt.empty();

    /** Called by CDI. */
    public DocumentsWiring(
            HeadroomSettings settings,
            DocumentLibrary library,
            InstantSource clock,
            Instance<KubernetesClient> client) {
        this.settings = settings;
        this.library = library;
        this.clock = clock;
        this.client = client;
    }

    @Override
    public OptionalInt of(ScaleTarget target) {
        return cluster.of(target);
    }

    void start(@Observes StartupEvent event) {
        if (settings.policies().directory().isPresent()) {
            watchDirectory(Path.of(settings.policies().directory().get()));
        } else {
            watchCluster();
        }
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        if (watch != null) {
            watch.close();
        }
    }

    private void watchDirectory(Path directory) {
        LOG.infof("documents from directory=%s", directory);
        DirectoryWatch files = new DirectoryWatch(new DocumentDirectory(directory, library));
        files.start(settings.policies().lookEvery());
        watch = files;
    }

    private void watchCluster() {
        List<String> namespaces = settings.policies().namespaces().orElse(List.of());
        LOG.infof(
                "documents from ConfigMaps namespaces=%s", namespaces.isEmpty() ? "all" : String.join(",", namespaces));
        ClusterWatch watched = new ClusterWatch(client.get(), namespaces, library, clock);
        watched.start();
        cluster = watched.currentReplicas();
        watch = watched;
    }
}
