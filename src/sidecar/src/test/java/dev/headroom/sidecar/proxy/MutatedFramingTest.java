// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.sidecar.wire.Message;
import dev.headroom.sidecar.wire.MutatedFraming;
import dev.headroom.sidecar.wire.PlainServer;
import dev.headroom.sidecar.wire.RecordingServer;
import dev.headroom.sidecar.wire.Talk;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever framing a client makes up: what it meant as a body, or sent after a refusal, is never a request of its own. */
class MutatedFramingTest {
    private static final int ATTACKS = 2_000;
    /** Of some attacks the body never ends. */
    private static final SendingLimits HASTY =
            new SendingLimits(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(2));

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void noByteOfABodyIsEverASecondRequest() throws Exception {
        long seed = Long.getLong("headroom.test.seed", System.nanoTime());
        System.out.println("MutatedFramingTest seed " + seed);
        MutatedFraming framing = new MutatedFraming(new SplittableRandom(seed));
        int forwarded = 0;
        try (RecordingServer upstream = new RecordingServer();
                ProxyUnderTest proxy =
                        new ProxyUnderTest(ProxyUnderTest.hasty(upstream.port(), HASTY), ProxyUnderTest.NOBODY)) {
            for (int i = 0; i < ATTACKS; i++) {
                MutatedFraming.Attack attack = framing.next("n" + i);
                forwarded += judge(attack, proxy.port()) ? 1 : 0;
            }
            await().atMost(SOON).until(() -> proxy.proxy().inFlight() == 0);

            assertThat(upstream.requests()).extracting(Message::startLine).noneMatch(line -> line.contains("/second/"));
            assertThat(upstream.requests()).hasSize(forwarded);
            assertThat(upstream.requests()).allMatch(MutatedFramingTest::hasItsWholeBody);
        }
        // Neither everything nor nothing gets through.
        assertThat(forwarded).isBetween(ATTACKS / 20, ATTACKS / 2);
    }

    /** Whether it was forwarded, which nothing with a doubtful head may be; all else ends its connection. */
    private static boolean judge(MutatedFraming.Attack attack, int port) throws IOException {
        try (Socket socket = PlainServer.call(port)) {
            Talk client = new Talk(socket).say(attack.wire());
            Optional<Message> answer = firstOf(client);
            boolean forwarded = answer.flatMap(head -> Message.value(head.fields(), RecordingServer.MARK))
                    .isPresent();
            if (attack.doubt() != MutatedFraming.Doubt.CHUNKS) {
                assertThat(forwarded)
                        .as("forwarded: %s", attack)
                        .isEqualTo(attack.doubt() == MutatedFraming.Doubt.NONE);
            }
            if (!forwarded) {
                client.closedInOrder();
            }
            return forwarded;
        }
    }

    /** Empty where the connection ends without a word, in order or not. */
    private static Optional<Message> firstOf(Talk client) {
        try {
            return client.head();
        } catch (IOException reset) {
            return Optional.empty();
        }
    }

    private static boolean hasItsWholeBody(Message request) {
        String name = request.startLine().split("[/ ]", -1)[3];
        return request.body().toString().endsWith("GET /second/" + name + " HTTP/1.1\r\nHost: m\r\n\r\n");
    }
}
