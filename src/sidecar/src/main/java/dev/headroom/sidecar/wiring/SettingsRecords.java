// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wiring;

import dev.headroom.sidecar.observe.ObserveSettings;
import dev.headroom.sidecar.proxy.ProxySettings;
import dev.headroom.sidecar.proxy.SendingLimits;
import dev.headroom.sidecar.publish.Identity;
import dev.headroom.sidecar.publish.PublishSettings;
import dev.headroom.sidecar.settings.SidecarSettings;
import java.util.Map;
import java.util.Optional;

/** Settings as the parts take them. */
final class SettingsRecords {
    private SettingsRecords() {}

    static ProxySettings proxy(SidecarSettings settings) {
        return new ProxySettings(
                settings.listen().host(),
                settings.listen().port(),
                new SendingLimits(
                        settings.listen().idleTimeout(),
                        settings.listen().headTimeout(),
                        settings.listen().bodyTimeout()),
                settings.upstream().url(),
                settings.upstream().connectTimeout(),
                settings.upstream().keepAlive(),
                settings.waitForUpstream(),
                settings.heldRequests());
    }

    static ObserveSettings observe(SidecarSettings settings) {
        return new ObserveSettings(
                filled(settings.model()), settings.telemetry().countStreamEvents());
    }

    static PublishSettings publish(SidecarSettings settings, Map<String, Object> kafka) {
        Identity identity = new Identity(
                settings.observer() == SidecarSettings.Observer.SERVER,
                filled(settings.target().namespace()),
                settings.target().kind(),
                filled(settings.target().name()),
                filled(settings.pod().name()),
                filled(settings.pod().uid()),
                filled(settings.pod().node()));
        return new PublishSettings(settings.telemetry().topic(), identity, kafka);
    }

    static int loops(SidecarSettings settings) {
        int loops = settings.listen().eventLoops();
        if (loops < 0) {
            throw new IllegalArgumentException("headroom.sidecar.listen.event-loops must be at least 0, was " + loops);
        }
        return loops == 0 ? Runtime.getRuntime().availableProcessors() : loops;
    }

    private static Optional<String> filled(Optional<String> text) {
        return text.filter(value -> !value.isBlank());
    }
}
