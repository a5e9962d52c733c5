// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Writes HTTP/1 messages to a socket, in pieces of random sizes that have nothing to do with anything in them. */
public final class HttpOut {
    private final OutputStream out;
    private final SplittableRandom random;
    private final int mostAtOnce;

    /**
     * @param mostAtOnce bytes of a piece at most
     */
    HttpOut(OutputStream out, SplittableRandom random, int mostAtOnce) {
        this.out = out;
        this.random = random;
        this.mostAtOnce = mostAtOnce;
    }

    /** A message as it goes over the wire. */
    byte[] encoded(Part part) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        line(wire, part.startLine());
        part.fields().forEach(field -> line(wire, field.name() + ": " + field.value()));
        line(wire, "");
        if (part.framing() == Framing.CHUNKED) {
            chunks(wire, part.body());
            part.trailers().forEach(field -> line(wire, field.name() + ": " + field.value()));
            line(wire, "");
        } else if (part.framing() != Framing.NONE) {
            wire.writeBytes(part.body().array());
        }
        return wire.toByteArray();
    }

    /** Sends the first so many bytes. */
    void send(byte[] wire, int length) throws IOException {
        for (int from = 0; from < length; ) {
            int to = Math.min(length, from + 1 + random.nextInt(mostAtOnce));
            out.write(wire, from, to - from);
            out.flush();
            from = to;
        }
    }

    private void chunks(ByteArrayOutputStream wire, Bytes body) {
        for (int from = 0; from < body.length(); ) {
            int to = Math.min(body.length(), from + 1 + random.nextInt(mostAtOnce));
            String size = Integer.toHexString(to - from);
            line(wire, random.nextBoolean() ? size : size.toUpperCase(Locale.ROOT) + ";note=x");
            wire.write(body.array(), from, to - from);
            line(wire, "");
            from = to;
        }
        line(wire, "0");
    }

    private static void line(ByteArrayOutputStream wire, String text) {
        wire.writeBytes((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** How the end of a body is told. */
    public enum Framing {
        NONE,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    /**
     * A message to send.
     *
     * @param startLine request line or status line
     * @param fields of the head
     * @param framing of the body
     * @param body all of it
     * @param trailers after the last chunk
     */
    public record Part(String startLine, List<Field> fields, Framing framing, Bytes body, List<Field> trailers) {
        Part with(Field field) {
            List<Field> more = new ArrayList<>(fields);
            more.add(field);
            return new Part(startLine, more, framing, body, trailers);
        }

        /** Bytes of the head, the empty line included. */
        int headLength() {
            int length = startLine.length() + 4;
            for (Field field : fields) {
                length += field.name().length() + field.value().length() + 4;
            }
            return length;
        }
    }
}
