// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.sidecar;

import dev.headroom.lab.process.ParentProcess;
import dev.headroom.lab.process.Worker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A model server that does nothing but stream: answers each request at once with an event, and goes on with one each period, each with the
 * moment at which it was sent. One thread, no library.
 */
public final class StreamServerProgram {
    private static final List<String> JVM_OPTIONS = List.of("-Xmx128m", "-XX:+UseSerialGC");
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String EVENT_BEGINS =
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1795867200,\"model\":\"bench\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"content\":\" token\"},\"logprobs\":null,\"finish_reason\":null}],\""
                    + StreamEvents.STAMP + "\":";
    private static final String EVENT_ENDS = "}\n\n";
    private static final String LAST_BEGINS =
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":";
    private static final String LAST_ENDS = "}}\n\ndata: [DONE]\n\n";
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final int LARGEST_REQUEST = 4_096;

    private final long periodNanos;
    private final int events;
    private final Deque<Stream> due = new ArrayDeque<>();
    private final byte[] event = bytes(chunk(EVENT_BEGINS + "0".repeat(StreamEvents.DIGITS) + EVENT_ENDS));
    private final byte[] last;

    private StreamServerProgram(long periodNanos, int events) {
        this.periodNanos = periodNanos;
        this.events = events;
        this.last = bytes(chunk(LAST_BEGINS + events + LAST_ENDS) + "0\r\n\r\n");
    }

    /** An answer under way. */
    private static final class Stream {
        private final SocketChannel channel;
        private long nextNanos;
        private int sent;

        Stream(SocketChannel channel, long nextNanos) {
            this.channel = channel;
            this.nextNanos = nextNanos;
        }
    }

    /** Starts it in a process of its own; it says its port. */
    public static Worker start(long periodNanos, int events) {
        return Worker.start(
                StreamServerProgram.class, JVM_OPTIONS, List.of(Long.toString(periodNanos), Integer.toString(events)));
    }

    /** Arguments: nanoseconds between events of a stream, events of a stream. */
    public static void main(String[] arguments) throws IOException {
        Thread dismissal = new Thread(
                () -> {
                    ParentProcess.awaitDismissal();
                    System.exit(0);
                },
                "dismissal");
        dismissal.setDaemon(true);
        dismissal.start();
        new StreamServerProgram(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1])).serve();
    }

    private void serve() throws IOException {
        try (ServerSocketChannel listening = ServerSocketChannel.open();
                Selector selector = Selector.open()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_096);
            listening.configureBlocking(false);
            listening.register(selector, SelectionKey.OP_ACCEPT);
            ParentProcess.tell(Integer.toString(listening.socket().getLocalPort()));
            while (true) {
                sendDue();
                Stream first = due.peek();
                long wait = first == null ? 1_000 : TimeUnit.NANOSECONDS.toMillis(first.nextNanos - System.nanoTime());
                if (wait > 0) {
                    selector.select(wait);
                } else {
                    selector.selectNow();
                    Thread.onSpinWait();
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    handle(selector, key);
                }
                selector.selectedKeys().clear();
            }
        }
    }

    private void handle(Selector selector, SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
            if (channel != null) {
                channel.configureBlocking(false);
                channel.socket().setTcpNoDelay(true);
                channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(LARGEST_REQUEST));
            }
        } else if (key.isReadable()) {
            read((SocketChannel) key.channel(), (ByteBuffer) key.attachment());
        }
    }

    /** Requests are small, and clients wait for answers: the end of what was read is the end of a request. */
    private void read(SocketChannel channel, ByteBuffer request) throws IOException {
        try {
            if (channel.read(request) < 0) {
                channel.close();
                return;
            }
        } catch (IOException gone) {
            channel.close();
            return;
        }
        int head = endOfHead(request);
        if (head > 0 && request.position() >= head + StreamEvents.BODY.length()) {
            request.clear();
            write(channel, bytes(HEAD));
            Stream stream = new Stream(channel, System.nanoTime());
            send(stream);
            due.add(stream);
        }
    }

    private void sendDue() throws IOException {
        long now = System.nanoTime();
        for (Stream stream = due.peek(); stream != null && stream.nextNanos <= now; stream = due.peek()) {
            due.poll();
            if (stream.channel.isOpen()) {
                send(stream);
                if (stream.sent < events) {
                    due.add(stream);
                }
            }
        }
    }

    private void send(Stream stream) throws IOException {
        stream.sent++;
        stream.nextNanos += periodNanos;
        stamp();
        write(stream.channel, event);
        if (stream.sent == events) {
            write(stream.channel, last);
        }
    }

    /** Writes the time into the event. */
    private void stamp() {
        long rest = System.nanoTime();
        int end = event.length - EVENT_ENDS.length() - 2;
        for (int i = 1; i <= StreamEvents.DIGITS; i++) {
            event[end - i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(SocketChannel channel, byte[] message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException gone) {
            channel.close();
        }
    }

    private static int endOfHead(ByteBuffer request) {
        for (int i = 0; i + END_OF_HEAD.length <= request.position(); i++) {
            int matched = 0;
            while (matched < END_OF_HEAD.length && request.get(i + matched) == END_OF_HEAD[matched]) {
                matched++;
            }
            if (matched == END_OF_HEAD.length) {
                return i + matched;
            }
        }
        return -1;
    }
}
