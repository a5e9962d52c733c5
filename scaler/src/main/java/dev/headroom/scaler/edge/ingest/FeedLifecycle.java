// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import dev.headroom.telemetry.consume.FeedProbe;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Starts and stops asking how the feed is doing; the channel itself starts and stops with Quarkus. */
@ApplicationScoped
public class FeedLifecycle {
    private final FeedProbe probe;

    /** Called by CDI. */
    public FeedLifecycle(FeedProbe probe) {
        this.probe = probe;
    }

    void start(@Observes StartupEvent event) {
        probe.start();
    }

    void stop(@Observes ShutdownEvent event) {
        probe.stop();
    }
}
