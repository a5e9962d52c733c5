// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The GET that the kubelet would send to the first container of a pod. */
final class ReadinessProbe {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Kubernetes takes all below for a success. */
    private static final int FIRST_FAILURE = 400;

    private final Optional<URI> page;

    ReadinessProbe(Pod pod) {
        Container container = pod.getSpec().getContainers().get(0);
        page = Optional.ofNullable(container.getReadinessProbe())
                .map(Probe::getHttpGet)
                .map(get -> URI.create(
                        "http://" + pod.getStatus().getPodIP() + ":" + port(container, get) + get.getPath()));
    }

    /** Whether it succeeds now; so does a pod without a probe. */
    boolean isGood() throws InterruptedException {
        if (page.isEmpty()) {
            return true;
        }
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(page.orElseThrow()).timeout(PATIENCE).build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() < FIRST_FAILURE;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int port(Container container, HTTPGetAction get) {
        Integer number = get.getPort().getIntVal();
        return number != null
                ? number
                : container.getPorts().stream()
                        .filter(port -> get.getPort().getStrVal().equals(port.getName()))
                        .findFirst()
                        .orElseThrow()
                        .getContainerPort();
    }
}
