// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import dev.headroom.sidecar.wire.HttpOut.Framing;
import dev.headroom.sidecar.wire.Script.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A model server of sockets and scripts: does what the script says of the request that comes, and remembers the request. */
public final class ScriptedServer implements AutoCloseable {
    /** Small, so that slow readers are felt. */
    private static final int RECEIVE_BUFFER = 16 << 10;

    private final ServerSocket listening;
    private final Map<Integer, Script> scripts = new ConcurrentHashMap<>();
    private final Map<Integer, CompletableFuture<Seen>> seen = new ConcurrentHashMap<>();
    private final ExecutorService connections = Executors.newCachedThreadPool();
    private final AtomicLong seeds;

    /**
     * What the server saw.
     *
     * @param request as it came
     * @param left whether the other end went away before the answer was over
     */
    public record Seen(Message request, boolean left) {}

    /** Listens at a free port of this machine. */
    public ScriptedServer(long seed) {
        seeds = new AtomicLong(seed);
        try {
            listening = new ServerSocket();
            listening.setReceiveBufferSize(RECEIVE_BUFFER);
            listening.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        connections.execute(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Knows a script from now on. */
    public void play(Script script) {
        scripts.put(script.number(), script);
        seen.put(script.number(), new CompletableFuture<>());
    }

    /** What it saw, once the exchange is over at its end. */
    public CompletableFuture<Seen> seen(Script script) {
        return seen.get(script.number());
    }

    @Override
    public void close() throws IOException {
        listening.close();
        connections.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.execute(() -> serve(socket));
            }
        } catch (SocketException closed) {
            // Over.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void serve(Socket socket) {
        SplittableRandom random = new SplittableRandom(seeds.getAndIncrement());
        try (socket) {
            socket.setTcpNoDelay(true);
            int atOnce = random.nextInt(3) == 0 ? 1 + random.nextInt(50) : 8_192;
            HttpIn in = new HttpIn(socket.getInputStream(), atOnce);
            HttpOut out = new HttpOut(socket.getOutputStream(), random, 1 + random.nextInt(4_000));
            boolean goesOn = true;
            while (goesOn) {
                Optional<Message> head = in.head();
                goesOn = head.isPresent() && serve(socket, in, out, head.get());
            }
        } catch (IOException cut) {
            // The other end went away between requests.
        }
    }

    private boolean serve(Socket socket, HttpIn in, HttpOut out, Message head) throws IOException {
        int number = Message.value(head.fields(), Script.NUMBER)
                .map(Integer::parseInt)
                .orElseThrow();
        Script script = scripts.get(number);
        if (script.expectsContinue()) {
            socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        Message request = in.request(head);
        CompletableFuture<Seen> result = seen.get(number);
        if (!request.whole()) {
            result.complete(new Seen(request, true));
            return false;
        }
        byte[] wire = out.encoded(script.answer());
        int cut = cut(script, wire);
        try {
            out.send(wire, cut);
        } catch (IOException left) {
            result.complete(new Seen(request, true));
            return false;
        }
        return switch (script.fault()) {
            case CLIENT_LEAVES_WHILE_READING -> {
                in.closedInOrder();
                result.complete(new Seen(request, true));
                yield false;
            }
            case SERVER_LEAVES_WITHOUT_ANSWER, SERVER_LEAVES_WHILE_ANSWERING -> {
                result.complete(new Seen(request, false));
                yield false;
            }
            case SERVER_RESETS_WHILE_ANSWERING -> {
                socket.setSoLinger(true, 0);
                result.complete(new Seen(request, false));
                yield false;
            }
            default -> {
                result.complete(new Seen(request, false));
                yield script.answer().framing() != Framing.UNTIL_CLOSE;
            }
        };
    }

    /** How much of the answer is sent. */
    private static int cut(Script script, byte[] wire) {
        int head = script.answer().headLength();
        return switch (script.fault()) {
            case NONE, CLIENT_LEAVES_WHILE_SENDING -> wire.length;
            case SERVER_LEAVES_WITHOUT_ANSWER -> 0;
            case CLIENT_LEAVES_WHILE_READING -> head + (int) ((wire.length - head) * script.faultAt());
            case SERVER_LEAVES_WHILE_ANSWERING, SERVER_RESETS_WHILE_ANSWERING -> (int) (wire.length * script.faultAt());
        };
    }

    /** Whether a fault leaves a client with something to notice. */
    static boolean answersWhole(Script script) {
        boolean closes = script.answer().framing() == Framing.UNTIL_CLOSE;
        return script.fault() == Fault.NONE || (closes && script.fault() == Fault.SERVER_LEAVES_WHILE_ANSWERING);
    }
}
