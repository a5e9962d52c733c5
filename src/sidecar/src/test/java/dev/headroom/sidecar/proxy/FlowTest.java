// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.sidecar.observe.ExchangePhase;
import dev.headroom.sidecar.wire.Message;
import dev.headroom.sidecar.wire.PlainServer;
import dev.headroom.sidecar.wire.Talk;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What comes when: events as they come, ends as they end. */
class FlowTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String CALL =
            "POST /v1/completions HTTP/1.1\nHost: m\nX-Request-Id: one\nContent-Length: 2\n\n{}";
    private static final String STREAM =
            "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\n";

    @Test
    void anEventIsPassedOnBeforeTheNextOneIsThere() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        PlainServer.Conversation server = socket -> {
            Talk talk = new Talk(socket);
            talk.request();
            talk.say(STREAM).chunk("data: 1\n\n");
            arrived.await(SOON.toSeconds(), TimeUnit.SECONDS);
            talk.chunk("data: 2\n\n").say("0\n\n");
        };
        try (PlainServer upstream = new PlainServer(0, server);
                ProxyUnderTest proxy = proxy(upstream);
                Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket).say(CALL);
            Message head = client.head().orElseThrow();
            String first = client.hear("b\r\ndata: 1\r\n\r\n\r\n".length());
            arrived.countDown();

            assertThat(first).contains("data: 1");
            assertThat(client.rest(head).body().toString()).contains("data: 2");
        }
    }

    @Test
    void theHeadIsPassedOnBeforeTheBodyIsThere() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        PlainServer.Conversation server = socket -> {
            Talk talk = new Talk(socket);
            talk.request();
            talk.say("HTTP/1.1 200 OK\nContent-Length: 4\n\n");
            arrived.await(SOON.toSeconds(), TimeUnit.SECONDS);
            talk.say("body");
        };
        try (PlainServer upstream = new PlainServer(0, server);
                ProxyUnderTest proxy = proxy(upstream);
                Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket).say(CALL);
            Message head = client.head().orElseThrow();
            arrived.countDown();

            assertThat(client.rest(head).whole()).isTrue();
        }
    }

    @Test
    void aClientThatLeavesIsNoticedWhileTheServerIsSilent() throws Exception {
        CompletableFuture<Boolean> inOrder = new CompletableFuture<>();
        CountDownLatch called = new CountDownLatch(1);
        PlainServer.Conversation server = socket -> {
            Talk talk = new Talk(socket);
            talk.request();
            called.countDown();
            inOrder.complete(talk.closedInOrder());
        };
        try (PlainServer upstream = new PlainServer(0, server);
                ProxyUnderTest proxy = proxy(upstream)) {
            try (Socket socket = PlainServer.call(proxy.port())) {
                new Talk(socket).say(CALL);
                assertThat(called.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            }

            assertThat(inOrder.get(SOON.toSeconds(), TimeUnit.SECONDS))
                    .as("the server sees a reset")
                    .isFalse();
            await().atMost(SOON).untilAsserted(() -> assertThat(proxy.events()).hasSize(2));
            assertThat(proxy.events().get(1).phase()).isEqualTo(ExchangePhase.ABORTED);
        }
    }

    @Test
    void aServerThatAnswersBeforeItWasSentEverythingIsHeard() throws Exception {
        PlainServer.Conversation server = socket -> {
            Talk talk = new Talk(socket);
            talk.head();
            talk.say("HTTP/1.1 413 Content Too Large\nContent-Length: 3\nConnection: close\n\nbig");
        };
        try (PlainServer upstream = new PlainServer(0, server);
                ProxyUnderTest proxy = proxy(upstream);
                Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket).say("POST /v1/completions HTTP/1.1\nHost: m\nContent-Length: 30000000\n\n");
            Thread sending = new Thread(() -> send(socket, 30_000_000));
            sending.start();
            Message answer = client.answer();
            sending.join();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body().toString()).endsWith("big");
            // Everything was taken, so the connection is as good as before.
            assertThat(client.say(CALL).answer().status()).isEqualTo(413);
        }
    }

    @Test
    void aRefusalInsteadOfContinueIsPassedOn() throws Exception {
        PlainServer.Conversation server = socket -> {
            Talk talk = new Talk(socket);
            talk.head();
            talk.say("HTTP/1.1 401 Unauthorized\nContent-Length: 2\n\nno");
            talk.closedInOrder();
        };
        try (PlainServer upstream = new PlainServer(0, server);
                ProxyUnderTest proxy = proxy(upstream);
                Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket)
                    .say("POST /v1/completions HTTP/1.1\nHost: m\nExpect: 100-continue\nContent-Length: 10\n\n");
            Message answer = client.answer();

            assertThat(answer.status()).isEqualTo(401);
            assertThat(Message.value(answer.fields(), "connection")).contains("close");
            assertThat(client.closedInOrder()).isTrue();
        }
    }

    @Test
    void hintsArePassedOn() throws Exception {
        PlainServer.Conversation server = socket -> {
            Talk talk = new Talk(socket);
            talk.request();
            talk.say("HTTP/1.1 103 Early Hints\nLink: </a>\n\nHTTP/1.1 200 OK\nContent-Length: 2\n\nok");
        };
        try (PlainServer upstream = new PlainServer(0, server);
                ProxyUnderTest proxy = proxy(upstream);
                Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket).say(CALL);
            Message hints = client.head().orElseThrow();

            assertThat(hints.status()).isEqualTo(103);
            assertThat(Message.value(hints.fields(), "link")).contains("</a>");
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aClientOfOldGetsAStreamUntilTheConnectionCloses() throws Exception {
        PlainServer.Conversation server = socket -> {
            Talk talk = new Talk(socket);
            talk.request();
            talk.say(STREAM).chunk("data: 1\n\n").say("0\n\n");
        };
        try (PlainServer upstream = new PlainServer(0, server);
                ProxyUnderTest proxy = proxy(upstream);
                Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket)
                    .say("POST /v1/completions HTTP/1.0\nConnection: keep-alive\nContent-Length: 2\n\n{}");
            Message answer = client.answer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(Message.value(answer.fields(), "transfer-encoding")).isEmpty();
            assertThat(answer.body().toString()).contains("data: 1");
            assertThat(answer.whole()).isTrue();
        }
    }

    @Test
    void aClientOfOldSeesThatAStreamIsCut() throws Exception {
        PlainServer.Conversation server = socket -> {
            Talk talk = new Talk(socket);
            talk.request();
            talk.say(STREAM).chunk("data: 1\n\n");
        };
        try (PlainServer upstream = new PlainServer(0, server);
                ProxyUnderTest proxy = proxy(upstream);
                Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket).say("POST /v1/completions HTTP/1.0\nContent-Length: 2\n\n{}");

            assertThat(client.answer().whole()).isFalse();
        }
    }

    @Test
    void whileItEndsEachConnectionIsClosedAfterItsAnswer() throws Exception {
        PlainServer.Conversation server = socket -> {
            Talk talk = new Talk(socket);
            for (Optional<Message> head = talk.head(); head.isPresent(); head = talk.head()) {
                talk.hear(2);
                talk.say("HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
            }
        };
        try (PlainServer upstream = new PlainServer(0, server);
                ProxyUnderTest proxy = proxy(upstream);
                Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket).say(CALL);
            assertThat(client.answer().status()).isEqualTo(200);

            proxy.proxy().drain(Duration.ZERO);
            Message answer = client.say(CALL).answer();

            assertThat(Message.value(answer.fields(), "connection")).contains("close");
            assertThat(client.closedInOrder()).isTrue();
            assertThat(proxy.proxy().isReady()).isFalse();
        }
    }

    private static ProxyUnderTest proxy(PlainServer upstream) {
        return new ProxyUnderTest(ProxyUnderTest.before(upstream.port()), ProxyUnderTest.NOBODY);
    }

    private static void send(Socket socket, int bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            byte[] piece = new byte[10_000];
            for (int sent = 0; sent < bytes; sent += piece.length) {
                out.write(piece);
            }
        } catch (java.io.IOException cut) {
            // The answer says what came of it.
        }
    }
}
