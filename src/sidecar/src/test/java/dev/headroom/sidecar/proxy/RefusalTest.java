// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.sidecar.wire.Message;
import dev.headroom.sidecar.wire.PlainServer;
import dev.headroom.sidecar.wire.RecordingServer;
import dev.headroom.sidecar.wire.Talk;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no request, or not beyond doubt: one refusal, and then the end of the connection (RFC 9112, 3.2 and 6). */
class RefusalTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    /** A body that looks like a request. */
    private static final String SECOND = "GET /second HTTP/1.1\nHost: m\n\n";

    private static final String GOOD = "POST /v1/completions HTTP/1.1\nHost: m\nContent-Length: 2\n\n{}";

    private RecordingServer upstream;
    private ProxyUnderTest proxy;

    @BeforeEach
    void start() throws Exception {
        upstream = new RecordingServer();
        proxy = new ProxyUnderTest(ProxyUnderTest.before(upstream.port()), ProxyUnderTest.NOBODY);
    }

    @AfterEach
    void stop() {
        proxy.close();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST /v1/completions HTTP/1.1;Host: m;Transfer-Encoding: xchunked | 501",
                "POST /v1/completions HTTP/1.1;Host: m;Transfer-Encoding: gzip, chunked | 501",
                "POST /v1/completions HTTP/1.1;Host: m;Transfer-Encoding: chunked, identity | 501",
                "POST /v1/completions HTTP/1.1;Host: m;Transfer-Encoding: \"chunked\" | 501",
                "POST /v1/completions HTTP/1.1;Host: m;Transfer-Encoding: | 501",
                "POST /v1/completions HTTP/1.1;Host: m;Transfer-Encoding: chunked, chunked | 400",
                "POST /v1/completions HTTP/1.1;Host: m;Transfer-Encoding: chunked;Transfer-Encoding: chunked | 400",
                "POST /v1/completions HTTP/1.1;Host: m;Transfer-Encoding: chunked;Content-Length: 31 | 400",
                "POST /v1/completions HTTP/1.1;Host: m;Content-Length: 31;Transfer-Encoding: x | 400",
                "POST /v1/completions HTTP/1.1;Host: m;Transfer-Encoding: chunked;  ;Accept: a | 400",
                "POST /v1/completions HTTP/1.1;Host: m;Transfer-Encoding: chun;\tked;Accept: a | 501",
                "POST /v1/completions HTTP/1.1;Host: m;Content-Length: 31;  ;Accept: a | 400",
                "POST /v1/completions HTTP/1.1;Host: m;  ;Content-Length: 31 | 400",
                "POST /v1/completions HTTP/1.0;Host: m;Transfer-Encoding: chunked | 400",
                "POST /v1/completions HTTP/1.1;Host: m;Content-Length: 31;Content-Length: 0 | 400",
                "POST /v1/completions HTTP/1.0;Host: m;Content-Length: 31;Content-Length: 0 | 400",
                "POST /v1/completions HTTP/1.1;Host: m;Content-Length: 0, 31 | 400",
                "POST /v1/completions HTTP/1.1;Host: m;Content-Length: +31 | 400",
                "POST /v1/completions HTTP/1.1;Host: m;Content-Length: 0x1f | 400",
                "POST /v1/completions HTTP/1.1;Host: m;Content-Length : 31 | 400",
                "POST /v1/completions HTTP/1.1;Host: m;Host: m;Content-Length: 31 | 400",
                "POST /v1/completions HTTP/1.1;Host: m;host: other;Content-Length: 31 | 400",
                "POST /v1/completions HTTP/1.1;Host: m, other;Content-Length: 31 | 400",
                "POST /v1/completions HTTP/1.1;Host: m/path;Content-Length: 31 | 400",
                "POST /v1/completions HTTP/1.1;Content-Length: 31 | 400",
                "POST v1/completions HTTP/1.1;Host: m;Content-Length: 31 | 400",
                "POST * HTTP/1.1;Host: m;Content-Length: 31 | 400",
                "POST http:///v1/completions HTTP/1.1;Host: m;Content-Length: 31 | 400",
                "POST http://user@m/v1/completions HTTP/1.1;Host: m;Content-Length: 31 | 400",
                "POST https://m/v1/completions HTTP/1.1;Host: m;Content-Length: 31 | 421",
                "CONNECT m:80 HTTP/1.1;Host: m | 501",
                "POST /v1/completions HTTP/1.2;Host: m;Content-Length: 31 | 505",
                "nonsense | 400"
            })
    void isAnsweredOnceAndEndsTheConnection(String head, int status) throws Exception {
        try (Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket).say(head.replace(';', '\n') + "\n\n" + SECOND + SECOND);

            Message answer = client.answer();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(Message.value(answer.fields(), "connection")).contains("close");
            assertThat(answer.body().toString()).contains("\"error\"");
            assertThat(client.head()).as("a second answer").isEmpty();
        }
        assertThat(upstream.requests()).isEmpty();
        assertThat(proxy.proxy().refused()).isOne();
        await().atMost(SOON).until(() -> proxy.proxy().inFlight() == 0);
    }

    /** What is said after a refusal is nobody's request, however much later it is said. */
    @Test
    void whatIsSaidLaterIsNotReadEither() throws Exception {
        try (Socket socket = PlainServer.call(proxy.port())) {
            Talk client =
                    new Talk(socket).say("POST /v1/completions HTTP/1.1\nHost: m\nTransfer-Encoding: xchunked\n\n");
            assertThat(client.answer().status()).isEqualTo(501);

            client.say(SECOND);

            assertThat(client.head()).isEmpty();
        }
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void theRequestBeforeItIsAnsweredAllTheSame() throws Exception {
        try (Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket).say(GOOD + "GET / HTTP/1.1\nHost: m\nHost: m\n\n" + SECOND);

            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.answer().status()).isEqualTo(400);
            assertThat(client.head()).isEmpty();
        }
        assertThat(upstream.requests()).hasSize(1);
    }

    /** A chunk that is longer than it says: the head is on its way by then, so all that is left is the end. */
    @Test
    void aBodyThatBreaksItsFramingEndsBothConnections() throws Exception {
        try (Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket)
                    .say("POST /v1/completions HTTP/1.1\nHost: m\nTransfer-Encoding: chunked\n\n" + "2\n{}}\n0\n\n"
                            + SECOND);

            client.closedInOrder();
        }
        await().atMost(SOON).until(() -> proxy.proxy().inFlight() == 0);
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void fieldsOfBothEndsArePassedOnWhateverConnectionSays() throws Exception {
        try (Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket).say("""
                    POST /v1/completions HTTP/1.1
                    Host: model
                    Authorization: Bearer k
                    X-Forwarded-For: 10.0.0.1
                    My-Hop: 1
                    Content-Length: 2
                    Connection: host, authorization, content-length, x-forwarded-for, My-Hop

                    {}""");

            assertThat(client.answer().status()).isEqualTo(200);
        }
        Message request = upstream.requests().get(0);
        assertThat(Message.value(request.fields(), "host")).contains("model");
        assertThat(Message.value(request.fields(), "authorization")).contains("Bearer k");
        assertThat(Message.value(request.fields(), "x-forwarded-for")).contains("10.0.0.1");
        assertThat(Message.value(request.fields(), "content-length")).contains("2");
        assertThat(Message.value(request.fields(), "my-hop")).isEmpty();
        assertThat(Message.value(request.fields(), "connection")).isEmpty();
    }

    /** A proxy makes Host of an absolute target, and ignores the one that came (RFC 9112, 3.2.2). */
    @ParameterizedTest
    @CsvSource({
        "POST http://real:81/v1/completions?a=b, POST /v1/completions?a=b, real:81",
        "GET HTTP://real, GET /, real",
        "GET http://real?a=b, GET /?a=b, real",
        "OPTIONS http://real, OPTIONS *, real",
        "OPTIONS *, OPTIONS *, said",
        "GET /x//y?u=http://z, GET /x//y?u=http://z, said"
    })
    void anAbsoluteTargetSaysWhichHostIsMeant(String asked, String forwarded, String host) throws Exception {
        try (Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket).say(asked + " HTTP/1.1\nHost: said\nContent-Length: 2\n\n{}");

            assertThat(client.answer().status()).isEqualTo(200);
        }
        Message request = upstream.requests().get(0);
        assertThat(request.startLine()).isEqualTo(forwarded + " HTTP/1.1");
        assertThat(Message.value(request.fields(), "host")).isEqualTo(Optional.of(host));
    }

    /** Telemetry sees the path, however the target is written. */
    @Test
    void anAbsoluteTargetIsToldOf() throws Exception {
        try (Socket socket = PlainServer.call(proxy.port())) {
            Talk client = new Talk(socket)
                    .say("POST http://real/v1/completions HTTP/1.1\nHost: said\nContent-Length: 2\n\n{}");

            assertThat(client.answer().status()).isEqualTo(200);
        }
        await().atMost(SOON).until(() -> proxy.events().size() == 2);
    }
}
