// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Events as the HTML standard reads them, however the stream is cut. */
class SseReaderTest {
    private static final int CUTS = 200;

    private static final class Heard implements SseReader.Events {
        private final List<String> events = new ArrayList<>();
        private ByteArrayOutputStream data = new ByteArrayOutputStream();

        @Override
        public void dataBegins() {
            data = new ByteArrayOutputStream();
        }

        @Override
        public void data(byte[] bytes, int from, int to) {
            data.write(bytes, from, to - from);
        }

        @Override
        public void eventEnds() {
            events.add(data.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void findsTheDataOfEvents() {
        assertEvents("data: a\n\ndata: b\n\n", "a", "b");
    }

    @Test
    void takesAllThreeEndsOfLines() {
        assertEvents("data: a\r\n\r\ndata: b\r\rdata: c\n\n", "a", "b", "c");
    }

    @Test
    void joinsLinesOfOneEvent() {
        assertEvents("data: a\ndata: b\ndata\ndata:\n\n", "a\nb\n\n");
    }

    @Test
    void takesOneSpaceAwayAndNoMore() {
        assertEvents("data:a\n\ndata:  b\n\n", "a", " b");
    }

    @Test
    void letsOtherFieldsAndCommentsGo() {
        assertEvents(": ping\n\nevent: x\nid: 1\nretry: 5\ndata: a\nother\ndatax: no\ndat: no\n\n", "a");
    }

    @Test
    void letsAByteOrderMarkGo() {
        assertEvents("\uFEFFdata: a\n\n", "a");
    }

    @Test
    void takesAnEventThatTheEndOfTheStreamEnds() {
        assertEvents("data: a\n\ndata: b", "a", "b");
    }

    @Test
    void keepsColonsAndQuotesOfData() {
        assertEvents("data: {\"a\": \"data: b\"}\n\n", "{\"a\": \"data: b\"}");
    }

    private static void assertEvents(String stream, String... expected) {
        long seed = System.nanoTime();
        System.out.println("SseReaderTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < CUTS; i++) {
            Heard heard = new Heard();
            SseReader reader = new SseReader(heard);
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(i % 10 + 1));
                reader.read(bytes, from, to);
                from = to;
            }
            reader.end();
            assertThat(heard.events).containsExactly(expected);
        }
    }
}
