// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.sidecar.observe.ExchangePhase;
import dev.headroom.sidecar.wire.Message;
import dev.headroom.sidecar.wire.PlainServer;
import dev.headroom.sidecar.wire.RecordingServer;
import dev.headroom.sidecar.wire.Talk;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that begin and do not go on: slowloris, half heads, half bodies. */
class SlowClientTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(300);
    /** Short, but long enough to send a whole request on a busy machine. */
    private static final Duration ROOMY = Duration.ofMillis(1500);

    private static final String CALL =
            "POST /v1/completions HTTP/1.1\nHost: m\nX-Request-Id: one\nContent-Length: 2\n\n{}";

    @Test
    void aConnectionWithoutARequestIsClosed() throws Exception {
        try (RecordingServer upstream = new RecordingServer();
                ProxyUnderTest proxy = proxy(upstream.port(), new SendingLimits(ROOMY, NEVER, NEVER));
                Socket socket = PlainServer.call(proxy.port());
                Socket used = PlainServer.call(proxy.port())) {
            Talk client = new Talk(used).say(CALL);
            assertThat(client.answer().status()).isEqualTo(200);

            assertThat(new Talk(socket).head()).as("never used").isEmpty();
            assertThat(client.head()).as("used once").isEmpty();
            assertThat(proxy.proxy().late()).as("nothing was begun").isZero();
        }
    }

    @Test
    void aHeadThatDoesNotEndIsAnswered408() throws Exception {
        try (RecordingServer upstream = new RecordingServer();
                ProxyUnderTest proxy = proxy(upstream.port(), new SendingLimits(NEVER, SHORT, NEVER));
                Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket).say("POST /v1/completions HTTP/1.1\nHost: m\nX-");
            Message answer = client.answer();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.whole()).isTrue();
            assertThat(client.head()).isEmpty();
            await().atMost(SOON).until(() -> proxy.proxy().late() == 1);
        }
    }

    /** One byte after the other keeps no connection open: what counts is the head, not the last byte of it. */
    @Test
    void aHeadThatComesByteByByteIsTooSlow() throws Exception {
        try (RecordingServer upstream = new RecordingServer();
                ProxyUnderTest proxy = proxy(upstream.port(), new SendingLimits(NEVER, SHORT, NEVER));
                Socket socket = PlainServer.call(proxy.port())) {
            new Talk(socket).say("GET / HTTP/1.1\nX: ");

            await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
                socket.getOutputStream().write('x');
                return proxy.proxy().late() == 1;
            });
        }
    }

    @Test
    void halfABodyHoldsNeitherTheServerNorAPlace() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        PlainServer.Conversation server = socket -> {
            Talk talk = new Talk(socket);
            talk.head();
            ended.complete(talk.closedInOrder());
        };
        try (PlainServer upstream = new PlainServer(0, server);
                ProxyUnderTest proxy = proxy(upstream.port(), new SendingLimits(NEVER, NEVER, SHORT));
                Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket)
                    .say("POST /v1/completions HTTP/1.1\nHost: m\nX-Request-Id: one\nContent-Length: 100\n\n{");

            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(ended.get(SOON.toSeconds(), TimeUnit.SECONDS))
                    .as("the server sees a reset")
                    .isFalse();
            await().atMost(SOON).until(() -> proxy.eventsOf("one").size() == 2);
            assertThat(proxy.eventsOf("one").get(1).phase()).isEqualTo(ExchangePhase.ABORTED);
            await().atMost(SOON).until(() -> proxy.proxy().inFlight() == 0);
        }
    }

    /** Longer than all limits together: they are about the client's sending alone. */
    @Test
    void anAnswerMayTakeAsLongAsItDoes() throws Exception {
        CountDownLatch limitsAreOver = new CountDownLatch(1);
        PlainServer.Conversation server = socket -> {
            Talk talk = new Talk(socket);
            talk.request();
            limitsAreOver.await(SOON.toSeconds(), TimeUnit.SECONDS);
            talk.say("HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
        };
        try (PlainServer upstream = new PlainServer(0, server);
                ProxyUnderTest proxy = proxy(upstream.port(), new SendingLimits(ROOMY, ROOMY, ROOMY));
                Socket socket = PlainServer.call(proxy.port());
                Socket beside = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket).say(CALL);
            // Half a head behind a whole request waits for the answer, too.
            client.say("GET / HT");
            assertThat(new Talk(beside).head()).as("as long as three limits").isEmpty();
            try (Socket next = PlainServer.call(proxy.port())) {
                assertThat(new Talk(next).head()).isEmpty();
            }
            limitsAreOver.countDown();

            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    /** A client that waits for 100-continue keeps nobody waiting. */
    @Test
    void whoWaitsToBeToldToGoOnIsNotLate() throws Exception {
        CountDownLatch limitsAreOver = new CountDownLatch(1);
        PlainServer.Conversation server = socket -> {
            Talk talk = new Talk(socket);
            Message head = talk.head().orElseThrow();
            limitsAreOver.await(SOON.toSeconds(), TimeUnit.SECONDS);
            talk.say("HTTP/1.1 100 Continue\n\n");
            talk.restOfRequest(head);
            talk.say("HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
        };
        try (PlainServer upstream = new PlainServer(0, server);
                ProxyUnderTest proxy = proxy(upstream.port(), new SendingLimits(ROOMY, ROOMY, ROOMY));
                Socket socket = PlainServer.call(proxy.port());
                Socket beside = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket)
                    .say("POST /v1/completions HTTP/1.1\nHost: m\nExpect: 100-continue\nContent-Length: 2\n\n");
            assertThat(new Talk(beside).head()).as("the limit is over").isEmpty();
            try (Socket next = PlainServer.call(proxy.port())) {
                assertThat(new Talk(next).head()).isEmpty();
            }
            limitsAreOver.countDown();

            assertThat(client.head().orElseThrow().status()).isEqualTo(100);
            assertThat(client.say("{}").answer().status()).isEqualTo(200);
        }
    }

    private static ProxyUnderTest proxy(int port, SendingLimits limits) {
        return new ProxyUnderTest(ProxyUnderTest.hasty(port, limits), ProxyUnderTest.NOBODY);
    }
}
