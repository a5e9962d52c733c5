// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.telemetry.consume.FeedProbe;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Starts and stops asking how the feed is doing, where it is read by the channel, which itself starts and stops with Quarkus. */
@ApplicationScoped
public class FeedLifecycle {
    private final FeedProbe probe;
    private final HeadroomSettings settings;

    /** Called by CDI. */
    public FeedLifecycle(FeedProbe probe, HeadroomSettings settings) {
        this.probe = probe;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        if (settings.role() == HeadroomSettings.Role.SERVE) {
            probe.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        probe.stop();
    }
}
