// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;

/** What {@code kubectl port-forward} reaches of a pod, by way of the played kubelet. */
final class PodPorts {
    private PodPorts() {}

    static void show(KubernetesClient client, Pod pod) {
        StringBuilder forwards = new StringBuilder();
        for (Container container : pod.getSpec().getContainers()) {
            container
                    .getPorts()
                    .forEach(port -> forwards.append("""
                      - ports: [%1$d]
                        target: { address: "%2$s", port: %1$d }
                    """.formatted(
                                    port.getContainerPort(), pod.getStatus().getPodIP())));
        }
        if (!forwards.isEmpty()) {
            Applied.text(client, """
                    apiVersion: kwok.x-k8s.io/v1alpha1
                    kind: PortForward
                    metadata: { name: %s, namespace: %s }
                    spec:
                      forwards:
                    %s""".formatted(
                            pod.getMetadata().getName(), pod.getMetadata().getNamespace(), forwards));
        }
    }
}
