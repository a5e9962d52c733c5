// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * One node of a cluster of embedded brokers: its ports, all on the loopback interface, and where its records lie. The same values bring
 * the same broker back.
 *
 * @param id above 0, its own in the cluster
 * @param clientPort where clients connect
 * @param controllerPort where the nodes' controllers talk to each other
 * @param sidePort where clients connect that shall be sent on to {@code sentOnTo}; meaningless without it
 * @param sentOnTo the port that clients of {@code sidePort} are told, as where a proxy stands before it
 * @param directory where records and metadata lie
 */
public record BrokerNode(
        int id, int clientPort, int controllerPort, int sidePort, OptionalInt sentOnTo, Path directory) {
    private static final String SEPARATOR = ",";
    private static final int PARTS = 6;

    public BrokerNode {
        if (id < 1) {
            throw new IllegalArgumentException("id of a broker must be above 0, was " + id);
        }
    }

    /** One with ports that nobody listens on. */
    public static BrokerNode onFreePorts(int id, Path directory) {
        int[] ports = ClosedPorts.several(3);
        return new BrokerNode(id, ports[0], ports[1], ports[2], OptionalInt.empty(), directory);
    }

    /** The same, whose side port's clients are sent on to a port. */
    public BrokerNode sendingOnTo(int port) {
        return new BrokerNode(id, clientPort, controllerPort, sidePort, OptionalInt.of(port), directory);
    }

    /** What clients call {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return BrokerSettings.HOST + ":" + clientPort;
    }

    /** As one argument of a program. */
    public String toArgument() {
        return String.join(
                SEPARATOR,
                List.of(
                        Integer.toString(id),
                        Integer.toString(clientPort),
                        Integer.toString(controllerPort),
                        Integer.toString(sidePort),
                        Integer.toString(sentOnTo.orElse(0)),
                        directory.toString()));
    }

    /** The opposite of {@link #toArgument()}. */
    public static BrokerNode parse(String argument) {
        String[] parts = argument.split(SEPARATOR, PARTS);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("a broker must have " + PARTS + " parts, was '" + argument + "'");
        }
        int sentOnTo = Integer.parseInt(parts[4]);
        return new BrokerNode(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                sentOnTo == 0 ? OptionalInt.empty() : OptionalInt.of(sentOnTo),
                Path.of(parts[5]));
    }
}
