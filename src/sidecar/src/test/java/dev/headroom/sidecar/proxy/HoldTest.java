// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.broker.ClosedPorts;
import dev.headroom.sidecar.observe.ExchangePhase;
import dev.headroom.sidecar.observe.RequestEvent;
import dev.headroom.sidecar.wire.Message;
import dev.headroom.sidecar.wire.PlainServer;
import dev.headroom.sidecar.wire.Talk;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests to a model that sleeps. */
class HoldTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String BODY = "{\"model\":\"m\",\"n\":2}";
    private static final String CALL =
            "POST /v1/completions HTTP/1.1\nHost: m\nX-Request-Id: one\nContent-Length: " + BODY.length() + "\n\n";

    @Test
    void aRequestWaitsForTheServerAndIsToldOfAtOnce() throws Exception {
        int port = ClosedPorts.one();
        try (ProxyUnderTest proxy = holding(port, LONG, 10);
                Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket).say(CALL + BODY);
            await().atMost(SOON).until(() -> proxy.proxy().held() == 1);
            List<RequestEvent> admitted = await().atMost(SOON).until(proxy::events, events -> events.size() == 1);

            try (PlainServer late = new PlainServer(port, HoldTest::answer)) {
                Message answer = client.answer();

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body().toString()).endsWith(BODY);
                assertThat(admitted.get(0).phase()).isEqualTo(ExchangePhase.ADMITTED);
                assertThat(admitted.get(0).asked().model()).contains("m");
                assertThat(admitted.get(0).asked().sequences()).hasValue(2);
                await().atMost(SOON).until(() -> proxy.proxy().held() == 0);
                assertThat(late.accepted()).isEqualTo(1);
            }
        }
    }

    @Test
    void aLargeBodyWaitsAtTheClient() throws Exception {
        int port = ClosedPorts.one();
        int length = 20_000_000;
        try (ProxyUnderTest proxy = holding(port, LONG, 10);
                Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket)
                    .say("POST /v1/completions HTTP/1.1\nHost: m\nX-Request-Id: one\nContent-Length: " + length
                            + "\n\n");
            Thread sending = new Thread(() -> send(socket, length));
            sending.start();
            // The end of its body is far, so what is known is told.
            await().atMost(SOON).untilAsserted(() -> assertThat(proxy.events()).hasSize(1));

            try (PlainServer late = new PlainServer(port, HoldTest::answer)) {
                assertThat(client.answer().body().length()).isEqualTo(length);
                assertThat(late.accepted()).isEqualTo(1);
            }
            sending.join();
        }
    }

    @Test
    void whenTheTimeIsOverTheClientIsToldToComeAgain() throws Exception {
        try (ProxyUnderTest proxy = holding(ClosedPorts.one(), Duration.ofMillis(350), 10);
                Socket socket = PlainServer.call(proxy.port())) {
            Message answer = new Talk(socket).say(CALL + BODY).answer();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(Message.value(answer.fields(), "retry-after")).contains("1");
            await().atMost(SOON).until(() -> proxy.events().size() == 3);
            assertThat(proxy.events())
                    .extracting(RequestEvent::phase)
                    .containsExactly(ExchangePhase.ADMITTED, ExchangePhase.FAILED, ExchangePhase.FAILED);
            assertThat(proxy.events().get(1).outcome().error()).contains("upstream_absent");
            await().atMost(SOON).until(() -> proxy.proxy().held() == 0);
        }
    }

    @Test
    void noMoreAreHeldThanThereArePlaces() throws Exception {
        try (ProxyUnderTest proxy = holding(ClosedPorts.one(), LONG, 1);
                Socket first = PlainServer.call(proxy.port());
                Socket second = PlainServer.call(proxy.port())) {
            new Talk(first).say(CALL + BODY);
            await().atMost(SOON).until(() -> proxy.proxy().held() == 1);
            Message answer = new Talk(second).say(CALL + BODY).answer();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body().toString()).contains("too_many_held");
            assertThat(proxy.proxy().held()).isEqualTo(1);
        }
    }

    @Test
    void aClientThatLeavesIsHeldNoLonger() throws Exception {
        try (ProxyUnderTest proxy = holding(ClosedPorts.one(), LONG, 10)) {
            try (Socket socket = PlainServer.call(proxy.port())) {
                new Talk(socket).say(CALL + BODY);
                await().atMost(SOON).until(() -> proxy.proxy().held() == 1);
            }

            await().atMost(SOON)
                    .until(() -> proxy.proxy().held() == 0 && proxy.events().size() == 3);
            assertThat(proxy.events())
                    .extracting(RequestEvent::phase)
                    .containsExactly(ExchangePhase.ADMITTED, ExchangePhase.ABORTED, ExchangePhase.ABORTED);
        }
    }

    @Test
    void aRequestOfWhichBytesWereSentIsNeverSentAgain() throws Exception {
        PlainServer.Conversation rude = socket -> new Talk(socket).head();
        try (PlainServer upstream = new PlainServer(0, rude);
                ProxyUnderTest proxy = holding(upstream.port(), LONG, 10);
                Socket socket = PlainServer.call(proxy.port())) {
            Message answer = new Talk(socket).say(CALL + BODY).answer();

            assertThat(answer.status()).isEqualTo(502);
            assertThat(upstream.accepted()).isEqualTo(1);
        }
    }

    private static ProxyUnderTest holding(int port, Duration longest, int most) {
        return new ProxyUnderTest(ProxyUnderTest.holding(port, longest, most), ProxyUnderTest.NOBODY);
    }

    /** Answers with what was asked. */
    private static void answer(Socket socket) throws Exception {
        Talk talk = new Talk(socket);
        Message request = talk.request();
        talk.say("HTTP/1.1 200 OK\nContent-Length: " + request.body().length() + "\n\n");
        request.body().writeTo(socket.getOutputStream());
        // Closed only after the other end has read it.
        Optional<Message> unused = talk.head();
    }

    private static void send(Socket socket, int bytes) {
        try {
            byte[] piece = new byte[10_000];
            for (int sent = 0; sent < bytes; sent += piece.length) {
                socket.getOutputStream().write(piece);
            }
        } catch (java.io.IOException cut) {
            // The answer says what came of it.
        }
    }
}
