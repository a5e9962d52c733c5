// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.supply.Replica;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The existing nodes: their hardware, their provisioner, and their age. Watches write; any thread may ask. */
final class NodeDirectory implements PodDirectory.Shown {
    /** The label of the device plugin itself is the most exact. */
    private static final String GPU_PRODUCT = "nvidia.com/gpu.product";

    /** Else the node provisioner's name of the accelerator, or else the machine. */
    private static final List<String> OTHER_HARDWARE =
            List.of("cloud.google.com/gke-accelerator", "node.kubernetes.io/instance-type");

    /** Karpenter's mark on a node that it is about to drain. */
    private static final String DISRUPTED = "karpenter.sh/disrupted";

    private final NodeLabels labels;
    private final Map<String, Known> nodes = new ConcurrentHashMap<>();
    private final AtomicInteger version = new AtomicInteger();
    private volatile Devices devices = new Devices(-1, Set.of(), Map.of(), Map.of());

    /**
     * The counted devices. They are counted again when a node came, changed or went, because every workload asks in every round.
     *
     * @param version of the nodes that were counted
     * @param ofOthers devices on nodes that no NodePool made
     * @param staying devices on nodes of each pool that are not being taken away
     * @param mostByPool most on one node of each pool
     */
    private record Devices(
            int version,
            Set<String> ofOthers,
            Map<String, Set<String>> staying,
            Map<String, Map<String, Integer>> mostByPool) {}

    /** Begins empty, with the labels that are usual. */
    NodeDirectory() {
        this(NodeLabels.DEFAULT);
    }

    NodeDirectory(NodeLabels labels) {
        this.labels = labels;
    }

    /**
     * The kept fields of a node.
     *
     * @param hardware its class
     * @param created when it came into being
     * @param pool the NodePool that made it
     * @param reservation its capacity reservation, where that ends its life
     * @param disrupted whether it is being taken away
     * @param devices accelerators that it has
     */
    record Known(
            Optional<String> hardware,
            Optional<Instant> created,
            Optional<String> pool,
            Optional<String> reservation,
            boolean disrupted,
            Map<String, Integer> devices) {
        static final Known NOTHING =
                new Known(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, Map.of());
    }

    /** A node came, changed, or is still there. */
    void put(Node node) {
        Map<String, String> given =
                Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of());
        boolean block = labels.value(given, NodeLabels.RESERVATION_TYPE)
                .filter(Reservation.CAPACITY_BLOCK::equals)
                .isPresent();
        Known known = new Known(
                hardwareIn(given, labels),
                PodReader.instant(node.getMetadata().getCreationTimestamp()),
                Optional.ofNullable(given.get(NodeLabels.NODE_POOL)),
                block ? labels.value(given, NodeLabels.RESERVATION_ID) : Optional.empty(),
                node.getMetadata().getDeletionTimestamp() != null || isDisrupted(node),
                Accelerators.all(Optional.ofNullable(node.getStatus())
                        .map(NodeStatus::getCapacity)
                        .orElse(null)));
        if (!known.equals(nodes.put(node.getMetadata().getName(), known))) {
            version.incrementAndGet();
        }
    }

    /** A node is there no more. */
    void remove(SlimStore.Name name) {
        nodes.remove(name.name());
        version.incrementAndGet();
    }

    /** The known fields of a node; empty ones for a node that cannot be seen. */
    Known known(String name) {
        return nodes.getOrDefault(name, Known.NOTHING);
    }

    /**
     * Whether some node has such devices that none of these NodePools made: others make nodes, too, and a NodePool may be deleted
     * without its nodes.
     */
    boolean othersHave(String resource, Set<String> pools) {
        Devices counted = devices();
        return counted.ofOthers().contains(resource)
                || counted.staying().entrySet().stream()
                        .anyMatch(pool -> !pools.contains(pool.getKey())
                                && pool.getValue().contains(resource));
    }

    /** Most devices on a node of a pool; empty where none is there. */
    OptionalInt mostOnNodesOf(String pool, String resource) {
        int most = devices().mostByPool().getOrDefault(pool, Map.of()).getOrDefault(resource, 0);
        return most > 0 ? OptionalInt.of(most) : OptionalInt.empty();
    }

    private Devices devices() {
        int now = version.get();
        Devices known = devices;
        if (known.version() == now) {
            return known;
        }
        Set<String> ofOthers = new HashSet<>();
        Map<String, Set<String>> staying = new HashMap<>();
        Map<String, Map<String, Integer>> mostByPool = new HashMap<>();
        for (Known node : nodes.values()) {
            if (node.pool().isEmpty()) {
                ofOthers.addAll(node.devices().keySet());
            } else {
                Map<String, Integer> most =
                        mostByPool.computeIfAbsent(node.pool().get(), first -> new HashMap<>());
                node.devices().forEach((resource, count) -> most.merge(resource, count, Math::max));
                if (!node.disrupted()) {
                    staying.computeIfAbsent(node.pool().get(), first -> new HashSet<>())
                            .addAll(node.devices().keySet());
                }
            }
        }
        Devices counted = new Devices(now, ofOthers, staying, mostByPool);
        devices = counted;
        return counted;
    }

    /** The replica that a pod is, or leads. */
    @Override
    public Replica replica(PodEntry pod) {
        Optional<Replica.Node> node = Optional.ofNullable(pod.node())
                .map(this::known)
                .map(known -> new Replica.Node(
                        known.hardware(),
                        known.created(),
                        pod.course().scheduled(),
                        pod.course().running()));
        return new Replica(pod.replica(), pod.created(), node, pod.leads() ? pod.ready() : Optional.empty())
                .inPod(pod.name().name())
                .with(pod.limits());
    }

    /** The class of hardware that labels name. */
    static Optional<String> hardwareIn(Map<String, String> given, NodeLabels labels) {
        return Stream.of(
                        Stream.ofNullable(given.get(GPU_PRODUCT)),
                        labels.value(given, NodeLabels.GPU_NAME).stream(),
                        OTHER_HARDWARE.stream().flatMap(key -> Stream.ofNullable(given.get(key))))
                .flatMap(found -> found)
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private static boolean isDisrupted(Node node) {
        return node.getSpec() != null
                && Stream.ofNullable(node.getSpec().getTaints())
                        .flatMap(List::stream)
                        .map(Taint::getKey)
                        .anyMatch(DISRUPTED::equals);
    }
}
