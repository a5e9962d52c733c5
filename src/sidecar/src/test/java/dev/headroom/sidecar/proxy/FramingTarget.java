// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.fuzz.FuzzTarget;
import dev.headroom.sidecar.wire.MutatedFraming;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * What a client sends over one connection. The first byte of an input says in which pieces the rest arrives. What is read must not depend
 * on that, nothing is read after a refusal, and every request that goes further is beyond doubt for whoever reads it next.
 */
public final class FramingTarget implements FuzzTarget {
    private static final int SEED = 5;
    private static final int ATTACKS = 24;
    private static final int LONGEST_PIECE = 64;

    private static final String CHUNKS =
            lines("5;a=b", "hello", "0", "X-Sum: 1", "", "GET / HTTP/1.1", "Host: m", "", "");

    @Override
    public void judge(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] sent = Arrays.copyOfRange(input, 1, input.length);
        int piece = 1 + Byte.toUnsignedInt(input[0]) % LONGEST_PIECE;

        HeardRequests whole = HeardRequests.of(sent, Math.max(1, sent.length));

        assertThat(HeardRequests.of(sent, piece)).as("in pieces of %d", piece).isEqualTo(whole);
        whole.requests().forEach(PlainRules::judge);
    }

    @Override
    public List<byte[]> seeds() {
        List<String> texts = new ArrayList<>(List.of(
                lines("GET /v1/models HTTP/1.1", "Host: m", "", "GET /health HTTP/1.0", "", ""),
                lines("POST /v1/completions HTTP/1.1", "Host: m:8000", "Content-Length: 2", "", "{}"),
                lines("POST /v1/chat HTTP/1.1", "Host: m", "Transfer-Encoding: chunked", "TE: trailers", "", CHUNKS),
                lines("OPTIONS http://m/x?y HTTP/1.1", "Host: other", "Connection: close, X-Hop", "X-Hop: 1", "", "")));
        MutatedFraming framing = new MutatedFraming(new SplittableRandom(SEED));
        for (int i = 0; i < ATTACKS; i++) {
            texts.add(framing.next("n" + i).text());
        }
        return texts.stream()
                .map(text -> ('\u0007' + text).getBytes(StandardCharsets.ISO_8859_1))
                .collect(Collectors.toList());
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines);
    }

    @Override
    public List<String> watched() {
        return List.of(
                "dev.headroom.sidecar.**",
                "io.netty.handler.codec.http.**",
                "io.vertx.core.http.impl.VertxHttpRequestDecoder");
    }
}
