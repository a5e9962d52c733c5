// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import dev.headroom.sidecar.wire.Script.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A client of sockets and scripts. Keeps its connection as long as it may. One thread. */
public final class ScriptedClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int RECEIVE_BUFFER = 16 << 10;

    private final int port;
    private final SplittableRandom random;
    private @Nullable Socket socket;
    private @Nullable HttpIn in;
    private @Nullable HttpOut out;

    /**
     * What the client saw.
     *
     * @param answer as it came; empty where the client did not wait for it, or the connection was closed without
     * @param continued whether it was told to send its body
     */
    public record Seen(Optional<Message> answer, boolean continued) {}

    /** Calls a port of this machine. */
    public ScriptedClient(int port, SplittableRandom random) {
        this.port = port;
        this.random = random;
    }

    /** Plays scripts, all sent before the first answer is read; of several none has a fault or waits to send its body. */
    public List<Seen> play(List<Script> scripts) throws IOException {
        connect();
        List<Seen> seen = new ArrayList<>();
        if (scripts.size() == 1) {
            seen.add(play(scripts.get(0)));
            return seen;
        }
        for (Script script : scripts) {
            byte[] wire = out().encoded(script.request());
            out().send(wire, wire.length);
        }
        for (Script script : scripts) {
            seen.add(new Seen(answer(script), false));
        }
        return seen;
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        if (open != null) {
            open.close();
        }
    }

    private Seen play(Script script) throws IOException {
        byte[] wire = out().encoded(script.request());
        if (script.fault() == Fault.CLIENT_LEAVES_WHILE_SENDING) {
            out().send(wire, (int) (wire.length * script.faultAt()));
            leave();
            return new Seen(Optional.empty(), false);
        }
        boolean continued = false;
        int sent = 0;
        if (script.expectsContinue()) {
            sent = script.request().headLength();
            out().send(wire, sent);
            Message interim = in().head().orElseThrow();
            if (interim.status() != 100) {
                return new Seen(Optional.of(in().answer(interim, script.method())), false);
            }
            continued = true;
        }
        byte[] rest = java.util.Arrays.copyOfRange(wire, sent, wire.length);
        out().send(rest, rest.length);
        if (script.fault() == Fault.CLIENT_LEAVES_WHILE_READING) {
            in().head();
            leave();
            return new Seen(Optional.empty(), continued);
        }
        return new Seen(answer(script), continued);
    }

    private Optional<Message> answer(Script script) throws IOException {
        Optional<Message> head = in().head();
        if (head.isEmpty()) {
            close();
            return head;
        }
        Message answer = in().answer(head.get(), script.method());
        boolean closes = Message.value(answer.fields(), "connection")
                .filter("close"::equalsIgnoreCase)
                .isPresent();
        if (closes || !answer.whole()) {
            close();
        }
        return Optional.of(answer);
    }

    /** In order, or not. */
    private void leave() throws IOException {
        Socket open = socket;
        if (open != null && random.nextBoolean()) {
            open.setSoLinger(true, 0);
        }
        close();
    }

    private void connect() throws IOException {
        if (socket == null) {
            Socket made = new Socket();
            made.setReceiveBufferSize(RECEIVE_BUFFER);
            made.setTcpNoDelay(true);
            made.setSoTimeout(PATIENCE_MILLIS);
            made.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket = made;
            in = new HttpIn(made.getInputStream(), random.nextInt(3) == 0 ? 1 + random.nextInt(100) : 8_192);
            out = new HttpOut(made.getOutputStream(), random, 1 + random.nextInt(4_000));
        }
    }

    private HttpIn in() {
        HttpIn open = in;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open;
    }

    private HttpOut out() {
        HttpOut open = out;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open;
    }
}
