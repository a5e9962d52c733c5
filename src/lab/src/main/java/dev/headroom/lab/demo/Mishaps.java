// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.broker.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Mishaps that the story brings about, and their ends. Each runs to its end before another, or {@link #between}, begins. */
final class Mishaps {
    private final EmbeddedKafka broker;
    private final Path policy;

    /**
     * Nothing happens yet.
     *
     * @param policy the file that the service reads
     */
    Mishaps(EmbeddedKafka broker, Path policy) {
        this.broker = broker;
        this.policy = policy;
    }

    /** An edit that no service may follow. */
    synchronized void spoilPolicy() throws IOException {
        Files.writeString(policy, DemoScenario.policyWithoutUnit());
    }

    synchronized void mendPolicy() throws IOException {
        Files.writeString(policy, DemoScenario.policy());
    }

    synchronized void stopBroker() {
        broker.stop();
    }

    /** At the same ports, with its records. */
    synchronized void startBroker() {
        broker.start();
    }

    /** Does something while no mishap is under way: a broker that is interrupted while it starts leaves threads and files. */
    synchronized void between(Runnable act) {
        act.run();
    }
}
