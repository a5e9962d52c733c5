// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.Daemon;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;

/** What {@code kubectl logs} and Helm get of a pod whose process has ended, by way of the played kubelet. */
final class PodLogs {
    private PodLogs() {}

    static void show(Workplace place, KubernetesClient client, Pod pod, Daemon daemon) {
        Path file = place.file("pod-logs/" + daemon.name() + ".log", inContainerForm(daemon.log()));
        Applied.text(client, """
                apiVersion: kwok.x-k8s.io/v1alpha1
                kind: Logs
                metadata: { name: %s, namespace: %s }
                spec: { logs: [{ containers: [%s], logsFile: "%s" }] }
                """.formatted(
                        pod.getMetadata().getName(),
                        pod.getMetadata().getNamespace(),
                        pod.getSpec().getContainers().get(0).getName(),
                        file));
    }

    /** Each line with time, stream and a mark that it is whole, as container runtimes write it (Kubernetes, CRI logging). */
    private static String inContainerForm(Path log) {
        try {
            return Files.readAllLines(log).stream()
                    .map(line -> Instant.now() + " stdout F " + line)
                    .collect(Collectors.joining("\n", "", "\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException("a log cannot be read: " + failure.getMessage(), failure);
        }
    }
}
