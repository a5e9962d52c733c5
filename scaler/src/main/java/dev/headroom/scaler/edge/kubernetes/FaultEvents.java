// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reports faults where people look: an Event on their ConfigMap, or on the scale target. Every replica of Headroom that sees a fact raises
 * it, under the same name: the API server takes the first of these Events, and refuses the others for as long as it keeps that one.
 */
final class FaultEvents {
    /** The API server takes no longer message. */
    private static final int LONGEST_MESSAGE = 1024;

    /** Of the kinds that are scaled; others' are not known here. */
    private static final Map<String, String> API_VERSIONS = Map.of(
            "Deployment",
            "apps/v1",
            "StatefulSet",
            "apps/v1",
            ScaleTarget.LEADER_WORKER_SET,
            "leaderworkerset.x-k8s.io/v1");

    /** A right that was missing may have been granted since. */
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofMinutes(1);

    private static final int FORBIDDEN = 403;

    /** An Event of this name exists: this fact was reported. */
    private static final int CONFLICT = 409;

    private static final Logger LOG = Logger.getLogger(FaultEvents.class);

    private final KubernetesClient client;
    private final InstantSource clock;
    private final Executor executor;
    private final AtomicBoolean refused = new AtomicBoolean();
    private volatile Instant offUntil = Instant.MIN;

    FaultEvents(KubernetesClient client, InstantSource clock, Executor executor) {
        this.client = client;
        this.clock = clock;
        this.executor = executor;
    }

    /** Raises the Event, off the caller's thread: that one belongs to a watch. */
    void raise(ConfigMap configMap, DocumentKind kind, String fault) {
        String message = kind.word() + " rejected, the last valid version stays in force: " + fault;
        perform(() -> send(eventAbout(referenceTo(configMap), "InvalidDocument", message, message)));
    }

    /** Raises an Event on a ConfigMap that is known by name only, if it is still there; off the caller's thread as well. */
    void raise(DocumentName name, String reason, String message) {
        perform(() -> {
            ConfigMap configMap = find(name);
            if (configMap != null) {
                send(eventAbout(referenceTo(configMap), reason, message, message));
            }
        });
    }

    /**
     * Raises an Event on the scale target; off the caller's thread as well.
     *
     * @param fact the same for Events that report the same, whatever figures their messages hold
     */
    void raise(ScaleTarget target, String reason, String fact, String message) {
        perform(() -> send(eventAbout(referenceTo(target), reason, fact, message)));
    }

    /**
     * Raises an Event on a ScaledObject; off the caller's thread as well.
     *
     * @param fact the same for Events that report the same, whatever figures their messages hold
     */
    void raise(ScaledObject scaledObject, String reason, String fact, String message) {
        ObjectReference reference = new ObjectReferenceBuilder()
                .withApiVersion(ScaledObject.API_VERSION)
                .withKind(ScaledObject.KIND)
                .withNamespace(scaledObject.name().namespace())
                .withName(scaledObject.name().name())
                .withUid(scaledObject.uid().isEmpty() ? null : scaledObject.uid())
                .build();
        perform(() -> send(eventAbout(reference, reason, fact, message)));
    }

    /** Without the right nothing is asked of the API server but now and then. */
    private void perform(Runnable raising) {
        executor.execute(() -> {
            if (!clock.instant().isBefore(offUntil)) {
                raising.run();
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
            LOG.debugf("no Event on ConfigMap %s, it cannot be read cause=%s", name, e.getMessage());
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
            if (refused.compareAndSet(true, false)) {
                LOG.infof("Events can be created again");
            }
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return;
            } else if (e.getCode() == FORBIDDEN) {
                offUntil = clock.instant().plus(TRIED_AGAIN_AFTER);
            }
            if (refused.compareAndSet(false, true)) {
                LOG.warnf("Events cannot be created, needs the right to create events cause=%s", e.getMessage());
            }
        }
    }

    private static ObjectReference referenceTo(ConfigMap configMap) {
        return new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withNamespace(configMap.getMetadata().getNamespace())
                .withName(configMap.getMetadata().getName())
                .withUid(configMap.getMetadata().getUid())
                .withResourceVersion(configMap.getMetadata().getResourceVersion())
                .build();
    }

    /** With the uid where it may be read: the Event is found beside the object by its uid. */
    private ObjectReference referenceTo(ScaleTarget target) {
        return new ObjectReferenceBuilder()
                .withApiVersion(API_VERSIONS.get(target.kind()))
                .withKind(target.kind())
                .withNamespace(target.namespace())
                .withName(target.name())
                .withUid(uidOf(target))
                .build();
    }

    private @Nullable String uidOf(ScaleTarget target) {
        try {
            HasMetadata object = switch (target.kind()) {
                case "Deployment" ->
                    client.apps()
                            .deployments()
                            .inNamespace(target.namespace())
                            .withName(target.name())
                            .get();
                case "StatefulSet" ->
                    client.apps()
                            .statefulSets()
                            .inNamespace(target.namespace())
                            .withName(target.name())
                            .get();
                default -> null;
            };
            return object == null ? null : object.getMetadata().getUid();
        } catch (KubernetesClientException e) {
            LOG.debugf("no uid of %s, it cannot be read cause=%s", target, e.getMessage());
            return null;
        }
    }

    private Event eventAbout(ObjectReference about, String reason, String fact, String message) {
        String now = Instant.ofEpochSecond(clock.instant().getEpochSecond())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return new EventBuilder()
                .withNewMetadata()
                .withName(EventNames.of(about, reason, fact))
                .withNamespace(about.getNamespace())
                .endMetadata()
                .withInvolvedObject(about)
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
