// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamEventsTest {
    private static final String FIRST = "data: {\"sent\":0000000000000000042}\n\n";
    private static final String SECOND = "data: {\"\"\"sent\":0000000000000000043}\n\n";

    @Test
    void findsMomentsHoweverTheStreamIsCut() {
        String both = FIRST + SECOND;
        for (int cut = 1; cut < both.length(); cut++) {
            String wire = "HTTP/1.1 200 OK\r\nA: b\r\n\r\n" + chunk(both.substring(0, cut)) + chunk(both.substring(cut))
                    + "0\r\n\r\n";
            for (int size = 1; size < 9; size++) {
                assertThat(moments(wire, size)).containsExactly(42L, 43L);
            }
        }
    }

    private static List<Long> moments(String wire, int size) {
        List<Long> moments = new ArrayList<>();
        StreamEvents events = new StreamEvents(moments::add);
        for (int from = 0; from < wire.length(); from += size) {
            byte[] piece =
                    wire.substring(from, Math.min(wire.length(), from + size)).getBytes(StandardCharsets.US_ASCII);
            events.read(piece, piece.length);
        }
        assertThat(events.ended()).isTrue();
        return moments;
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }
}
