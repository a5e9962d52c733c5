// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does with each connection what a test says. */
public final class PlainServer implements AutoCloseable {
    private static final int RECEIVE_BUFFER = 16 << 10;

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger accepted = new AtomicInteger();

    /** What is done with a connection; it is closed after that. */
    @FunctionalInterface
    public interface Conversation {
        void with(Socket socket) throws Exception;
    }

    /** Listens at a port of this machine; 0 for any that is free. */
    public PlainServer(int port, Conversation conversation) throws IOException {
        listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.setReceiveBufferSize(RECEIVE_BUFFER);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        threads.execute(() -> accept(conversation));
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Connections that came so far. */
    public int accepted() {
        return accepted.get();
    }

    /** A connection to a port of this machine. */
    public static Socket call(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.shutdownNow();
    }

    private void accept(Conversation conversation) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                accepted.incrementAndGet();
                threads.execute(() -> converse(conversation, socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void converse(Conversation conversation, Socket socket) {
        try (socket) {
            conversation.with(socket);
        } catch (Exception cut) {
            // The test sees what came of it.
        }
    }
}
