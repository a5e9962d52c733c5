// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.process;

import dev.headroom.broker.BrokerNode;
import dev.headroom.broker.EmbeddedKafka;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A node of a cluster of Kafka brokers in its own process, on ports and with records that outlive it. */
public final class BrokerNodeProgram {
    private static final List<String> JVM_OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private BrokerNodeProgram() {}

    /**
     * Begins to start a node; it says a line once it is started.
     *
     * @param cluster all nodes, {@code self} among them
     * @param before a program and its arguments that starts the node's as its last ones; none for none
     */
    static Worker begin(BrokerNode self, List<BrokerNode> cluster, List<String> before) {
        List<String> nodes = cluster.stream().map(BrokerNode::toArgument).toList();
        List<String> arguments = new ArrayList<>(List.of(self.toArgument()));
        arguments.addAll(nodes);
        return Worker.start(BrokerNodeProgram.class, JVM_OPTIONS, arguments, before);
    }

    /** Arguments: the node, then all nodes. */
    public static void main(String[] arguments) {
        List<BrokerNode> nodes = Arrays.stream(arguments).map(BrokerNode::parse).toList();
        try (EmbeddedKafka broker = EmbeddedKafka.node(nodes.get(0), nodes.subList(1, nodes.size()))) {
            ParentProcess.tell(broker.bootstrapServers());
            ParentProcess.awaitDismissal();
        }
    }
}
