// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandshakeLogTest {
    private static final String FAILED = "TLS handshake failed peer=";

    private final CountedFacts facts = new CountedFacts();
    private final LogLines lines = LogLines.ofTls();
    private long nanoTime = Long.MAX_VALUE - 5;
    private final HandshakeLog log = new HandshakeLog(Optional::empty, facts, () -> nanoTime);

    @AfterEach
    void stopListening() {
        lines.close();
    }

    @Test
    void eachPeerIsNamedOnceAMinuteWhateverItsPort() throws Exception {
        fail(1, 1001);
        fail(1, 1002);
        fail(2, 1003);
        fail(1, 1004);

        assertThat(lines.about(FAILED)).hasSize(2);

        nanoTime += HandshakeLog.QUIET.toNanos();
        fail(1, 1005);

        assertThat(lines.about("(and 2 more before)"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).startsWith(FAILED + "10.0.0.1: "));
        assertThat(facts.handshakes).hasValue(5);
    }

    @Test
    void morePeersThanAnyClusterHasShareOnePlaceUntilOthersAreQuiet() throws Exception {
        for (int peer = 0; peer < HandshakeLog.MOST_PEERS + 50; peer++) {
            fail(peer, 1);
        }

        assertThat(lines.about(FAILED)).hasSize(HandshakeLog.MOST_PEERS + 1);

        nanoTime += HandshakeLog.QUIET.toNanos();
        fail(HandshakeLog.MOST_PEERS + 7, 1);

        assertThat(lines.about(FAILED)).hasSize(HandshakeLog.MOST_PEERS + 2);
    }

    private void fail(int peer, int port) throws UnknownHostException {
        byte[] address = {10, 0, (byte) (peer >> 8), (byte) peer};
        log.failed(
                new InetSocketAddress(InetAddress.getByAddress(address), port), new SSLHandshakeException("whatever"));
    }
}
