// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.edge.settings.HeadroomSettings;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.jboss.logging.Logger;

/**
 * Looks at the settings of topics before anything is started. Quarkus says a wrong one in one line without a trace; and no client has
 * begun that would be torn down in the middle of its work, and write a trace of its own for each step that it cannot finish.
 */
@ApplicationScoped
public class SettingsCheck {
    private static final Logger LOG = Logger.getLogger(SettingsCheck.class);

    void check(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event, HeadroomSettings settings) {
        try {
            LOG.infof(
                    "sources topics=%s",
                    String.join(
                            ",",
                            TelemetrySources.subscriptions(settings.topics()).byTopic().keySet().stream()
                                    .sorted()
                                    .toList()));
        } catch (IllegalArgumentException wrong) {
            // Without the cause: its trace tells people no more than the sentence.
            throw new ConfigurationException(wrong.getMessage());
        }
    }
}
