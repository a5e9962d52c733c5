// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One end of a connection, in words. */
public final class Talk {
    private final Socket socket;
    private final HttpIn in;

    public Talk(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new HttpIn(socket.getInputStream(), 8_192);
    }

    /** Says it, ends of lines as HTTP has them. */
    public Talk say(String text) throws IOException {
        socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Says a chunk. */
    public Talk chunk(String text) throws IOException {
        return say(Integer.toHexString(text.replace("\n", "\r\n").length()) + "\n" + text + "\n");
    }

    /** The head that comes next; empty when the other end closes. */
    public Optional<Message> head() throws IOException {
        return in.head();
    }

    /** The request that comes next. */
    public Message request() throws IOException {
        return in.request(in.head().orElseThrow());
    }

    /** What is left of a request whose head was read. */
    public Message restOfRequest(Message head) {
        return in.request(head);
    }

    /** Says these bytes. */
    public Talk say(Bytes bytes) throws IOException {
        bytes.writeTo(socket.getOutputStream());
        return this;
    }

    /** The answer that comes next, to a request that was no HEAD. */
    public Message answer() throws IOException {
        return in.answer(in.head().orElseThrow(), "GET");
    }

    /** What is left of an answer whose head was read. */
    public Message rest(Message head) {
        return in.answer(head, "GET");
    }

    /** Waits until the other end closes; whether it did so in order. */
    public boolean closedInOrder() {
        return in.closedInOrder();
    }

    /** So many bytes, as text. */
    public String hear(int bytes) throws IOException {
        InputStream stream = socket.getInputStream();
        return new String(stream.readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }
}
