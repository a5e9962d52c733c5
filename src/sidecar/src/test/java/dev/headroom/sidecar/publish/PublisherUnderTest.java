// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.publish;

import dev.headroom.sidecar.observe.RequestEvent;
import dev.headroom.sidecar.observe.Witness;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The publisher as it runs, for a Deployment that is called as its namespace. */
public final class PublisherUnderTest implements Witness, PublishFacts, AutoCloseable {
    /** Topic of the events. */
    public static final String TOPIC = "llm.requests";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EventRing<RequestEvent> ring;
    private final EventPublisher publisher;
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final boolean broker;

    /** Publishes to a broker, if there is one. */
    public PublisherUnderTest(String bootstrapServers, int waiting) {
        this(bootstrapServers, waiting, false);
    }

    /**
     * @param broker whether what waits is sent before it ends
     */
    public PublisherUnderTest(String bootstrapServers, int waiting, boolean broker) {
        this.broker = broker;
        ring = new EventRing<>(waiting);
        publisher = new EventPublisher(
                ring, new PublishSettings(TOPIC, identity(), Map.of("bootstrap.servers", bootstrapServers)), this);
        publisher.start();
    }

    static Identity identity() {
        return new Identity(
                true,
                Optional.of("llm"),
                "Deployment",
                Optional.of("llm"),
                Optional.of("llm-0"),
                Optional.of("uid-0"),
                Optional.of("node-0"));
    }

    @Override
    public void happened(RequestEvent event) {
        ring.add(event);
    }

    @Override
    public void gap(Duration between) {
        // Nobody listens.
    }

    @Override
    public void published() {
        published.incrementAndGet();
    }

    @Override
    public void lost() {
        lost.incrementAndGet();
    }

    /** How many the broker has. */
    public int publishedSoFar() {
        return published.get();
    }

    /** How many were lost in the client's hands. */
    public int lostSoFar() {
        return lost.get();
    }

    /** How many wait. */
    public int waiting() {
        return ring.size();
    }

    /** How many gave way. */
    public long dropped() {
        return ring.dropped();
    }

    @Override
    public void close() {
        publisher.stop(broker ? PATIENCE : Duration.ofMillis(100));
    }
}
