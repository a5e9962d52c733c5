// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of HTTP/2 that begins calls and never sends their bodies (RFC 9113, 4.1 and 6.2; RFC 7541, 6.2.2). */
final class HttpTwoFlood {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_HEADERS = 4;

    private HttpTwoFlood() {}

    /**
     * Begins calls on one connection, as fast as the port takes them.
     *
     * @return how many were written before the port ended the connection
     */
    static int begin(int port, int calls) throws IOException {
        byte[] header = headerOfACall();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread reader = new Thread(() -> discard(socket), "flood-reader");
            reader.setDaemon(true);
            reader.start();
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
            out.write(PREFACE);
            frame(out, SETTINGS, 0, 0, new byte[0]);
            for (int call = 0; call < calls; call++) {
                try {
                    frame(out, HEADERS, END_HEADERS, 2 * call + 1, header);
                } catch (IOException ended) {
                    return call;
                }
            }
            try {
                out.flush();
            } catch (IOException ended) {
                // The port may well have had enough.
            }
            return calls;
        }
    }

    private static void discard(Socket socket) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = socket.getInputStream()) {
            int read = 0;
            while (read >= 0) {
                read = in.read(buffer);
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }

    private static byte[] headerOfACall() throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, ":method", "POST");
        literal(block, ":scheme", "http");
        literal(block, ":path", "/externalscaler.ExternalScaler/IsActive");
        literal(block, ":authority", "x");
        literal(block, "content-type", "application/grpc");
        literal(block, "te", "trailers");
        return block.toByteArray();
    }

    /** Without indexing, with a new name, without Huffman's code; all are shorter than 127 bytes. */
    private static void literal(ByteArrayOutputStream block, String name, String value) throws IOException {
        block.write(0);
        for (String text : new String[] {name, value}) {
            block.write(text.length());
            block.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
