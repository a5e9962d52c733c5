// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The cluster's DNS, as a hosts file: which addresses the name of a Service has. Safe for use by several threads. */
public final class ServiceNames {
    private final Path file;
    private final Map<String, Set<String>> addresses = new TreeMap<>();

    ServiceNames(Path directory, Addresses addresses) {
        file = directory.resolve("hosts");
        add("localhost", "127.0.0.1");
        add(Addresses.KEDA_ADAPTER_NAME, addresses.host());
    }

    /** What processes of the cluster have as {@code /etc/hosts}. */
    public Path file() {
        return file;
    }

    synchronized void add(String name, String address) {
        addresses.computeIfAbsent(name, unknown -> new TreeSet<>()).add(address);
        write();
    }

    synchronized void remove(String name, String address) {
        addresses.getOrDefault(name, Set.of()).remove(address);
        write();
    }

    /** In place: a file that replaces this one would not be seen where this one is mounted. */
    private void write() {
        StringBuilder text = new StringBuilder();
        addresses.forEach((name, all) -> all.forEach(
                address -> text.append(address).append(' ').append(name).append('\n')));
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException("the hosts file cannot be written: " + failure.getMessage(), failure);
        }
    }
}
