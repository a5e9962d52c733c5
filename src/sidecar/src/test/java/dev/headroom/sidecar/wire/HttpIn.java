// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads HTTP/1 messages from a socket, byte by byte, by rules of its own: what the proxy does is judged by nothing that it uses. */
final class HttpIn {
    private final InputStream in;
    private final int readAtOnce;

    /**
     * @param readAtOnce at most so many bytes are asked for at once
     */
    HttpIn(InputStream in, int readAtOnce) {
        this.in = in;
        this.readAtOnce = readAtOnce;
    }

    /** Start line and fields; empty when the other end closed before the first byte. */
    Optional<Message> head() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        String start = line(first);
        return Optional.of(new Message(start, fields(), Bytes.NONE, List.of(), false));
    }

    /** The rest of a request whose head was read. */
    Message request(Message head) {
        boolean chunked = Message.value(head.fields(), "transfer-encoding").isPresent();
        int length = Message.value(head.fields(), "content-length")
                .map(Integer::parseInt)
                .orElse(0);
        return body(head, chunked, length);
    }

    /** The rest of an answer whose head was read. */
    Message answer(Message head, String method) {
        int status = head.status();
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return new Message(head.startLine(), head.fields(), Bytes.NONE, List.of(), true);
        }
        boolean chunked = Message.value(head.fields(), "transfer-encoding").isPresent();
        int length = Message.value(head.fields(), "content-length")
                .map(Integer::parseInt)
                .orElse(-1);
        return body(head, chunked, length);
    }

    /** Bytes until the other end closes; whether it did so in order. */
    boolean closedInOrder() {
        try {
            while (in.read() >= 0) {
                // What still comes does not matter.
            }
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    private Message body(Message head, boolean chunked, int length) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<Field> trailers = new ArrayList<>();
        boolean whole;
        try {
            if (chunked) {
                chunks(body);
                trailers.addAll(fields());
                whole = true;
            } else if (length >= 0) {
                exactly(length, body);
                whole = true;
            } else {
                whole = untilClosed(body);
            }
        } catch (IOException cut) {
            whole = false;
        }
        return new Message(head.startLine(), head.fields(), new Bytes(body.toByteArray()), trailers, whole);
    }

    private void chunks(ByteArrayOutputStream body) throws IOException {
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            exactly(size, body);
            if (!line().isEmpty()) {
                throw new IOException("a chunk is longer than it says");
            }
        }
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private void exactly(int length, ByteArrayOutputStream body) throws IOException {
        byte[] piece = new byte[Math.min(readAtOnce, Math.max(1, length))];
        int left = length;
        while (left > 0) {
            int read = in.read(piece, 0, Math.min(piece.length, left));
            if (read < 0) {
                throw new EOFException("closed within a body");
            }
            body.write(piece, 0, read);
            left -= read;
        }
    }

    private boolean untilClosed(ByteArrayOutputStream body) throws IOException {
        byte[] piece = new byte[readAtOnce];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            body.write(piece, 0, read);
        }
        return true;
    }

    private List<Field> fields() throws IOException {
        List<Field> fields = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.add(new Field(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return fields;
    }

    private String line() throws IOException {
        return line(in.read());
    }

    private String line(int first) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = first; b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("closed within a line");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
