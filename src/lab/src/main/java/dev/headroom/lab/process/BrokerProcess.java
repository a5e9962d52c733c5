// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.process;

import dev.headroom.broker.BrokerNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A broker that can be stopped, killed and brought back with its records. Not safe for use by several threads at once. */
public final class BrokerProcess implements AutoCloseable {
    private final BrokerNode self;
    private final List<BrokerNode> cluster;
    private final List<String> before;
    private @Nullable Worker worker;

    /**
     * Not started.
     *
     * @param cluster all nodes, {@code self} among them
     * @param before a program and its arguments that starts the broker's as its last ones; none for none
     */
    public BrokerProcess(BrokerNode self, List<BrokerNode> cluster, List<String> before) {
        this.self = self;
        this.cluster = List.copyOf(cluster);
        this.before = List.copyOf(before);
    }

    /** Its ports and its directory. */
    public BrokerNode node() {
        return self;
    }

    /** Begins to start it; without effect while it runs. */
    public BrokerProcess begin() {
        if (!alive()) {
            worker = BrokerNodeProgram.begin(self, cluster, before);
        }
        return this;
    }

    /** Waits until it says that it is started. */
    public void awaitStarted() {
        running().line();
    }

    /** Whether it runs, or is stopped. */
    public boolean alive() {
        Worker current = worker;
        return current != null && current.handle().isAlive();
    }

    /** What the system knows of it. */
    public ProcessHandle handle() {
        return running().handle();
    }

    /** SIGKILL, and waits until it is gone. */
    public void kill() throws InterruptedException {
        running().kill();
    }

    /** Waits until it has ended by itself; false where it goes on for longer than the milliseconds given. */
    public boolean awaitEnd(long millis) throws InterruptedException {
        return running().awaitEnd(millis);
    }

    @Override
    public void close() {
        Worker current = worker;
        if (current != null) {
            current.close();
        }
    }

    private Worker running() {
        Worker current = worker;
        if (current == null) {
            throw new IllegalStateException("broker " + self.id() + " was never started");
        }
        return current;
    }
}
