// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.OneShot;
import dev.headroom.e2e.process.PodSandbox;
import dev.headroom.e2e.programs.CannotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a cluster needs of this machine, asked before anything starts. */
final class Preflight {
    private Preflight() {}

    static void check(Addresses addresses) {
        checkSandbox(PodSandbox.trial());
        checkFree(addresses.listeners());
    }

    /** Each process of a pod has a mount namespace of its own. */
    static void checkSandbox(List<String> trial) {
        try {
            OneShot.in(Path.of("."), Map.of()).output(trial);
        } catch (IllegalStateException | UncheckedIOException refused) {
            throw new CannotRunException(
                    "this machine refuses user namespaces ('" + String.join(" ", trial)
                            + "' fails); on Ubuntu 24.04 'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0' allows them");
        }
    }

    /** Processes of a run that was killed go on, and this run would talk to them instead of its own. */
    static void checkFree(List<InetSocketAddress> listeners) {
        for (InetSocketAddress listener : listeners) {
            try (ServerSocket socket = new ServerSocket()) {
                // Connections that have ended do not count, as for the programs themselves.
                socket.setReuseAddress(true);
                socket.bind(listener);
            } catch (IOException taken) {
                throw new CannotRunException(text(listener)
                        + " is in use, perhaps by a process of an earlier run; end the process that listens there");
            }
        }
    }

    private static String text(InetSocketAddress listener) {
        InetAddress address = listener.getAddress();
        return "port " + listener.getPort() + " of "
                + (address.isAnyLocalAddress() ? "this machine" : address.getHostAddress());
    }
}
