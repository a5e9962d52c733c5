// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports of the loopback address on which no process listens. They lie below the range from which systems choose ports themselves (32768
 * on Linux), so no socket of another process is given one before it is used.
 */
public final class ClosedPorts {
    private static final int LOWEST = 20_000;
    private static final int FIRST_OF_THE_SYSTEM = 32_768;

    private ClosedPorts() {}

    /** One port. */
    public static int one() {
        return several(1)[0];
    }

    /** Ports that differ. */
    public static int[] several(int count) {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(LOWEST, FIRST_OF_THE_SYSTEM))
                .distinct()
                .filter(ClosedPorts::isClosed)
                .limit(count)
                .toArray();
    }

    private static boolean isClosed(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException("no port of the loopback address can be opened", failure);
        }
    }
}
