// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.broker.ClosedPorts;
import dev.headroom.sidecar.publish.PublisherUnderTest;
import dev.headroom.sidecar.wire.ScriptedServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A thousand exchanges by chance while the broker is away: nothing is added, nothing is lost, and what is told of them is true. */
class EveryByteTest {
    private static final int EXCHANGES = 1_000;
    private static final int WAITING = 100;
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void everyByteComesThrough() throws Exception {
        long seed = Long.getLong("headroom.test.seed", System.nanoTime());
        System.out.println("EveryByteTest seed " + seed);
        String nowhere = "127.0.0.1:" + ClosedPorts.one();
        try (ScriptedServer server = new ScriptedServer(seed);
                PublisherUnderTest publisher = new PublisherUnderTest(nowhere, WAITING);
                ProxyUnderTest proxy = new ProxyUnderTest(ProxyUnderTest.before(server.port()), publisher)) {
            ScriptedRun run = new ScriptedRun(server, proxy.port(), seed, EXCHANGES);

            run.run(seed);

            await().atMost(SOON).untilAsserted(() -> run.judge(proxy::eventsOf));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(proxy.proxy().inFlight()).isZero());
            // One of them is in the publisher's hands.
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(publisher.dropped() + publisher.waiting())
                            .isBetween(proxy.events().size() - 1L, (long)
                                    proxy.events().size()));
            assertThat(publisher.waiting()).isEqualTo(WAITING);
            assertThat(publisher.publishedSoFar()).isZero();
        }
    }
}
