// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Stands between a client and a port of this machine: passes on, passes on late, or lets nothing through. */
final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    /** Pieces on their way in one direction; beyond it the sender waits, as a full window makes it. */
    private static final int MOST_ON_THE_WAY = 256;

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile long delayNanos;
    private volatile boolean cut;

    /** Bytes that arrive at a moment of the monotonic clock; none for the end. */
    private static final class Piece {
        private final long dueNanos;
        private final byte[] bytes;

        Piece(long dueNanos, byte[] bytes) {
            this.dueNanos = dueNanos;
            this.bytes = bytes;
        }
    }

    TcpProxy() throws IOException {
        listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        inBackground("proxy-accept", this::accept);
    }

    /** Where clients come. */
    int port() {
        return listening.getLocalPort();
    }

    /** Where they are sent on to. */
    void to(int port) {
        target = port;
    }

    /** From now on every piece is so much later, in each direction. */
    void delay(Duration oneWay) {
        delayNanos = oneWay.toNanos();
    }

    /** Resets all connections; from now on a new one is closed at once. */
    void cut() {
        cut = true;
        open.forEach(TcpProxy::reset);
    }

    /** From now on all passes, at once. */
    void pass() {
        delayNanos = 0;
        cut = false;
    }

    @Override
    public void close() {
        cut();
        closeQuietly(listening);
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                if (cut) {
                    reset(client);
                } else {
                    connect(client);
                }
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(client);
            open.add(server);
            pump(client, server);
            pump(server, client);
        } catch (IOException nobodyThere) {
            reset(client);
        }
    }

    private void pump(Socket from, Socket to) {
        BlockingQueue<Piece> onTheWay = new LinkedBlockingQueue<>(MOST_ON_THE_WAY);
        inBackground("proxy-read", () -> read(from, onTheWay));
        inBackground("proxy-write", () -> write(onTheWay, to));
    }

    private void read(Socket from, BlockingQueue<Piece> onTheWay) {
        byte[] buffer = new byte[BUFFER];
        try {
            try (InputStream in = from.getInputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    onTheWay.put(new Piece(System.nanoTime() + delayNanos, Arrays.copyOf(buffer, read)));
                }
            } catch (IOException reset) {
                // The other side hears of it all the same.
            }
            onTheWay.put(new Piece(System.nanoTime() + delayNanos, new byte[0]));
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(BlockingQueue<Piece> onTheWay, Socket to) {
        try (OutputStream out = to.getOutputStream()) {
            for (Piece piece = onTheWay.take(); piece.bytes.length > 0; piece = onTheWay.take()) {
                TimeUnit.NANOSECONDS.sleep(piece.dueNanos - System.nanoTime());
                out.write(piece.bytes);
                out.flush();
            }
        } catch (IOException reset) {
            // Its reader notices by itself.
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(to);
            closeQuietly(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            // Nothing is left to be reset.
        }
        closeQuietly(socket);
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyBroken) {
            // It is closed all the same.
        }
    }

    private static void inBackground(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
