// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.slo.DocumentName;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells the authors of a ConfigMap what is wrong with it, where they look: an Event on it. */
final class FaultEvents {
    /** The API server takes no longer message. */
    private static final int LONGEST_MESSAGE = 1024;

    private static final Logger LOG = Logger.getLogger(FaultEvents.class);

    private final KubernetesClient client;
    private final InstantSource clock;
    private final Executor executor;
    private final AtomicBoolean refused = new AtomicBoolean();

    FaultEvents(KubernetesClient client, InstantSource clock, Executor executor) {
        this.client = client;
        this.clock = clock;
        this.executor = executor;
    }

    /** Raises the Event, off the caller's thread: that one belongs to a watch. */
    void raise(ConfigMap configMap, DocumentKind kind, String fault) {
        String message = kind.word() + " not taken, the last valid version stays in force: " + fault;
        executor.execute(() -> send(eventAbout(configMap, "InvalidDocument", message)));
    }

    /** Raises an Event on a ConfigMap that is known by name only, if it is still there; off the caller's thread as well. */
    void raise(DocumentName name, String reason, String message) {
        executor.execute(() -> {
            ConfigMap configMap = find(name);
            if (configMap != null) {
                send(eventAbout(configMap, reason, message));
            }
        });
    }

    private @Nullable ConfigMap find(DocumentName name) {
        try {
            return client.configMaps()
                    .inNamespace(name.namespace())
                    .withName(name.name())
                    .get();
        } catch (KubernetesClientException e) {
            LOG.debugf("no Event on ConfigMap %s: cannot read it cause=%s", name, e.getMessage());
            return null;
        }
    }

    private void send(Event event) {
        try {
            client.v1()
                    .events()
                    .inNamespace(event.getMetadata().getNamespace())
                    .resource(event)
                    .create();
        } catch (KubernetesClientException e) {
            if (refused.compareAndSet(false, true)) {
                LOG.warnf(
                        "events off: cannot create Events, needs the right create on events cause=%s", e.getMessage());
            }
        }
    }

    private Event eventAbout(ConfigMap configMap, String reason, String message) {
        String now = Instant.ofEpochSecond(clock.instant().getEpochSecond())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(configMap.getMetadata().getName() + ".")
                .withNamespace(configMap.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withNamespace(configMap.getMetadata().getNamespace())
                .withName(configMap.getMetadata().getName())
                .withUid(configMap.getMetadata().getUid())
                .withResourceVersion(configMap.getMetadata().getResourceVersion())
                .endInvolvedObject()
                .withType("Warning")
                .withReason(reason)
                .withMessage(message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message)
                .withNewSource()
                .withComponent("headroom")
                .endSource()
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build();
    }
}
