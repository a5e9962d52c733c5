// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.sidecar;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Many streams at once, each on its own connection, opened at even distances. Each event's delay is the time from when the server wrote it
 * to when it was read here, by the clock that all processes of this machine share. One thread, no library.
 */
final class StreamClient {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final int port;
    private final int streams;
    private final Duration opening;
    private final ByteBuffer piece = ByteBuffer.allocate(64 << 10);
    private final Delays events = new Delays();
    private final Delays firsts = new Delays();
    private final List<Delays> bySecond = new ArrayList<>();
    private long startNanos;
    private int ended;
    private int cut;

    StreamClient(int port, int streams, Duration opening) {
        this.port = port;
        this.streams = streams;
        this.opening = opening;
    }

    /**
     * What came.
     *
     * @param events delays of all events but the first of each stream
     * @param bySecond the same, second by second
     * @param firsts from the request to the first event of each stream
     * @param cut streams that did not end as they should
     */
    record Result(Delays events, List<Delays> bySecond, Delays firsts, int cut) {
        /** A percentile of the second in the middle, in milliseconds: what others do to the machine for a moment is not in it. */
        double millisOfAMiddlingSecondAt(double percentile) {
            double[] seconds = bySecond.stream()
                    .mapToDouble(one -> one.millisAt(percentile))
                    .sorted()
                    .toArray();
            return seconds.length == 0 ? Double.NaN : seconds[seconds.length / 2];
        }
    }

    /** A stream that is read. */
    private final class Reading {
        private final long asked = System.nanoTime();
        private final StreamEvents found = new StreamEvents(this::came);
        private boolean first = true;
        private long now;

        private void came(long sent) {
            if (first) {
                first = false;
                firsts.add(now - asked);
            } else {
                events.add(now - sent);
                second(now).add(now - sent);
            }
        }
    }

    Result run() throws IOException {
        try (Selector selector = Selector.open()) {
            long start = System.nanoTime();
            startNanos = start;
            int opened = 0;
            while (ended < streams) {
                long now = System.nanoTime();
                while (opened < streams && now - start >= opening.toNanos() / streams * opened) {
                    open(selector);
                    opened++;
                }
                if (now - start > PATIENCE_NANOS) {
                    throw new IllegalStateException(streams - ended + " streams did not end in time");
                }
                selector.select(1);
                for (SelectionKey key : selector.selectedKeys()) {
                    read(key);
                }
                selector.selectedKeys().clear();
            }
        }
        return new Result(events, bySecond, firsts, cut);
    }

    private Delays second(long now) {
        int second = (int) ((now - startNanos) / NANOS_PER_SECOND);
        while (bySecond.size() <= second) {
            bySecond.add(new Delays());
        }
        return bySecond.get(second);
    }

    private void open(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.socket().setTcpNoDelay(true);
        channel.configureBlocking(false);
        Reading reading = new Reading();
        channel.write(ByteBuffer.wrap(
                ("POST /v1/chat/completions HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: "
                                + StreamEvents.BODY.length() + "\r\n\r\n" + StreamEvents.BODY)
                        .getBytes(StandardCharsets.US_ASCII)));
        channel.register(selector, SelectionKey.OP_READ, reading);
    }

    private void read(SelectionKey key) throws IOException {
        Reading reading = (Reading) key.attachment();
        piece.clear();
        int length = ((SocketChannel) key.channel()).read(piece);
        reading.now = System.nanoTime();
        if (length > 0) {
            reading.found.read(piece.array(), length);
        }
        if (length < 0 || reading.found.ended()) {
            cut += reading.found.ended() ? 0 : 1;
            ended++;
            key.channel().close();
        }
    }
}
