// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.sidecar.wire.PlainServer;
import dev.headroom.sidecar.wire.Talk;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** 200 MB each way past an end that does not read: the other end is held up, and the proxy holds next to nothing. */
class PressureTest {
    private static final int LENGTH = 200_000_000;
    /**
     * What the proxy holds, and buffers of four sockets, which Linux lets grow to 33 MB (tcp_rmem) and 4 MB (tcp_wmem) each; a proxy without
     * back pressure would take it all.
     */
    private static final int MOST_ON_THE_WAY = 100_000_000;
    /** So long without being able to write is being held up. */
    private static final long STANDSTILL_MILLIS = 500;

    private static final long PATIENCE_SECONDS = 60;
    private static final String JSON = "{\"model\":\"m\",\"prompt\":\"";

    @Test
    void aServerThatDoesNotReadHoldsUpTheClient() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        CompletableFuture<Long> arrived = new CompletableFuture<>();
        PlainServer.Conversation server = socket -> {
            Talk talk = new Talk(socket);
            talk.head();
            read.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            arrived.complete(checksum(socket.getInputStream()));
            talk.say("HTTP/1.1 200 OK\nContent-Length: 0\n\n");
        };
        try (PlainServer upstream = new PlainServer(0, server);
                ProxyUnderTest proxy =
                        new ProxyUnderTest(ProxyUnderTest.before(upstream.port()), ProxyUnderTest.NOBODY);
                SocketChannel client = SocketChannel.open()) {
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
            write(
                    client,
                    "POST /v1/completions HTTP/1.1\r\nHost: m\r\nX-Request-Id: one\r\nContent-Length: " + LENGTH
                            + "\r\n\r\n");
            Sender sender = new Sender(client);
            long before = sender.untilStandstill();
            read.countDown();
            sender.untilEnd();

            assertThat(before).isLessThan(MOST_ON_THE_WAY);
            assertThat(arrived.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(sender.checksum.getValue());
            assertThat(proxy.events().get(0).asked().model()).contains("m");
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsUpTheServer() throws Exception {
        CompletableFuture<Long> before = new CompletableFuture<>();
        CompletableFuture<Long> sent = new CompletableFuture<>();
        try (UrgentServer server = new UrgentServer(before, sent);
                ProxyUnderTest proxy = new ProxyUnderTest(ProxyUnderTest.before(server.port()), ProxyUnderTest.NOBODY);
                Socket client = PlainServer.call(proxy.port())) {
            Talk talk = new Talk(client).say("POST /v1/completions HTTP/1.1\nHost: m\nContent-Length: 2\n\n{}");
            assertThat(talk.head().orElseThrow().status()).isEqualTo(200);
            long untilStandstill = before.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            long checksum = checksum(client.getInputStream());

            assertThat(untilStandstill).isLessThan(MOST_ON_THE_WAY);
            assertThat(checksum).isEqualTo(sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }

    private static long checksum(InputStream in) throws Exception {
        CRC32 checksum = new CRC32();
        byte[] piece = new byte[64 << 10];
        for (int left = LENGTH; left > 0; ) {
            int read = in.read(piece, 0, Math.min(piece.length, left));
            if (read < 0) {
                throw new java.io.EOFException(left + " bytes are missing");
            }
            checksum.update(piece, 0, read);
            left -= read;
        }
        return checksum.getValue();
    }

    private static void write(SocketChannel channel, String text) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** A server that sends without waiting, and says how far it came. */
    private static final class UrgentServer implements AutoCloseable {
        private final ServerSocketChannel listening;

        UrgentServer(CompletableFuture<Long> before, CompletableFuture<Long> sent) throws Exception {
            listening = ServerSocketChannel.open();
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            new Thread(() -> {
                        try (SocketChannel channel = listening.accept()) {
                            new Talk(channel.socket()).request();
                            write(
                                    channel,
                                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + LENGTH
                                            + "\r\n\r\n");
                            Sender sender = new Sender(channel);
                            before.complete(sender.untilStandstill());
                            sender.untilEnd();
                            sent.complete(sender.checksum.getValue());
                        } catch (Exception failure) {
                            before.completeExceptionally(failure);
                            sent.completeExceptionally(failure);
                        }
                    })
                    .start();
        }

        int port() {
            return listening.socket().getLocalPort();
        }

        @Override
        public void close() throws java.io.IOException {
            listening.close();
        }
    }

    /** Sends a long JSON text. */
    private static final class Sender {
        private final SocketChannel channel;
        private final CRC32 checksum = new CRC32();
        private final ByteBuffer piece = ByteBuffer.allocate(64 << 10);
        private long sent;
        private long filled;

        Sender(SocketChannel channel) throws Exception {
            this.channel = channel;
            piece.flip();
        }

        /** Bytes until nothing goes any more, or all. */
        long untilStandstill() throws Exception {
            channel.configureBlocking(false);
            try (Selector selector = Selector.open()) {
                channel.register(selector, SelectionKey.OP_WRITE);
                while (sent < LENGTH && selector.select(STANDSTILL_MILLIS) > 0) {
                    selector.selectedKeys().clear();
                    send();
                }
            }
            return sent;
        }

        void untilEnd() throws Exception {
            channel.configureBlocking(true);
            while (sent < LENGTH) {
                send();
            }
        }

        private void send() throws Exception {
            if (!piece.hasRemaining()) {
                fill();
            }
            sent += channel.write(piece);
        }

        private void fill() {
            piece.clear();
            while (piece.hasRemaining() && filled < LENGTH) {
                boolean closing = filled >= LENGTH - 2;
                char next = filled < JSON.length() ? JSON.charAt((int) filled) : (char) ('a' + filled % 23);
                piece.put((byte) (closing ? "\"}".charAt((int) (filled - LENGTH + 2)) : next));
                filled++;
            }
            piece.flip();
            checksum.update(piece.array(), 0, piece.limit());
        }
    }
}
