// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.hardware;

import dev.headroom.cli.size.question.SizingQuestion.Pay;
import dev.headroom.scaler.whatif.NodeShape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A node that can be had.
 *
 * @param type of instance
 * @param family of instances
 * @param accelerator its devices
 * @param count of devices; at least 1
 * @param resource by which a pod asks for a device
 * @param host around them; empty for a GPU that is bought on its own
 * @param usdPerHour by the way to pay; without the unknown ones
 * @param slices into which a device can be cut
 * @param slice whether the devices are slices
 */
public record HardwareOffer(
        String type,
        String family,
        Accelerator accelerator,
        int count,
        String resource,
        Optional<Host> host,
        Map<Pay, Double> usdPerHour,
        List<SliceKind> slices,
        boolean slice) {
    private static final String MIG_RESOURCE = "nvidia.com/mig-";
    private static final String NVIDIA = "nvidia.com/";

    public HardwareOffer {
        usdPerHour = Map.copyOf(usdPerHour);
        slices = List.copyOf(slices);
    }

    /**
     * The machine around the devices.
     *
     * @param vcpus of it
     * @param memoryGib of it
     * @param networkGbps of it
     */
    public record Host(int vcpus, double memoryGib, double networkGbps) {}

    /**
     * One profile of MIG (Multi-Instance GPU).
     *
     * @param name such as {@code 3g.40gb}
     * @param perDevice the most on one device
     * @param sevenths of the device's compute
     * @param eighths of the device's memory and of its bandwidth
     */
    public record SliceKind(String name, int perDevice, int sevenths, int eighths) {}

    /** For people: the type, and the slice. */
    public String title() {
        return slice ? type + " " + accelerator.name() : type;
    }

    /** Whether NVIDIA made it. */
    boolean isOfNvidia() {
        return resource.startsWith(NVIDIA);
    }

    /** The fewest nodes that hold whole replicas. */
    public long nodesFor(long replicas, int devicesPerReplica) {
        return new NodeShape(devicesPerReplica, count).nodesFor(Math.toIntExact(replicas));
    }

    /** The price of one node; empty where it is not known. */
    public OptionalDouble price(Pay pay) {
        return Stream.ofNullable(usdPerHour.get(pay))
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    /** The same node at stated prices. */
    HardwareOffer withPrices(Map<Pay, Double> stated) {
        if (stated.isEmpty()) {
            return this;
        }
        Map<Pay, Double> prices = new EnumMap<>(Pay.class);
        prices.putAll(usdPerHour);
        prices.putAll(stated);
        return new HardwareOffer(type, family, accelerator, count, resource, host, prices, slices, slice);
    }

    /** The same node with all its devices cut into slices of one kind, for each kind. */
    Stream<HardwareOffer> sliced() {
        return slices.stream()
                .map(kind -> new HardwareOffer(
                        type,
                        family,
                        new Accelerator(
                                accelerator.name() + " " + kind.name(),
                                accelerator.memoryGib() * kind.eighths() / 8,
                                part(accelerator.bandwidthGbPerSecond(), kind.eighths() / 8.0),
                                part(accelerator.bf16Tflops(), kind.sevenths() / 7.0)),
                        count * kind.perDevice(),
                        MIG_RESOURCE + kind.name(),
                        host,
                        usdPerHour,
                        List.of(),
                        true));
    }

    private static OptionalDouble part(OptionalDouble whole, double share) {
        return whole.isPresent() ? OptionalDouble.of(whole.getAsDouble() * share) : whole;
    }
}
