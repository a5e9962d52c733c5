// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.supply.Replica;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The nodes that are there: what they are made of, and since when. Watches write; anybody may ask. */
final class NodeDirectory {
    /** Labels that name the accelerator, or else the machine, most exact first. */
    private static final List<String> HARDWARE = List.of(
            "nvidia.com/gpu.product",
            "karpenter.k8s.aws/instance-gpu-name",
            "cloud.google.com/gke-accelerator",
            "node.kubernetes.io/instance-type");

    private final Map<String, Known> nodes = new ConcurrentHashMap<>();

    /**
     * What is kept of a node.
     *
     * @param hardware its class
     * @param created when it came into being
     */
    private record Known(Optional<String> hardware, Optional<Instant> created) {
        static final Known NOTHING = new Known(Optional.empty(), Optional.empty());
    }

    /** A node came, changed, or is still there. */
    void put(Node node) {
        Map<String, String> labels =
                Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of());
        Optional<String> hardware = HARDWARE.stream()
                .flatMap(key -> Optional.ofNullable(labels.get(key)).stream())
                .filter(text -> !text.isBlank())
                .findFirst();
        Optional<Instant> created = PodReader.instant(node.getMetadata().getCreationTimestamp());
        nodes.put(node.getMetadata().getName(), new Known(hardware, created));
    }

    /** A node is there no more. */
    void remove(SlimStore.Name name) {
        nodes.remove(name.name());
    }

    /** The replica that a pod is, or leads. */
    Replica replica(PodEntry pod) {
        Optional<Replica.Node> node = Optional.ofNullable(pod.node())
                .map(name -> nodes.getOrDefault(name, Known.NOTHING))
                .map(known -> new Replica.Node(
                        known.hardware(), known.created(), pod.course().scheduled()));
        return new Replica(pod.replica(), pod.created(), node, pod.leads() ? pod.ready() : Optional.empty());
    }
}
