// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What must be closed, in reverse order of opening, however the run ends: by itself, by a failure or by Ctrl-C. Safe for the
 * shutdown hook and the main thread at once; whoever comes second waits for the first.
 */
public final class Cleanup implements AutoCloseable {
    private final ArrayDeque<AutoCloseable> open = new ArrayDeque<>();
    private boolean begun;

    /** Nothing is open. */
    public Cleanup() {}

    /** A cleanup that also happens when the process is told to end. */
    public static Cleanup alsoOnShutdown() {
        Cleanup cleanup = new Cleanup();
        Runtime.getRuntime().addShutdownHook(new Thread(cleanup::close, "cleanup"));
        return cleanup;
    }

    /** Enters what was just opened; closes it at once when cleaning has begun already. */
    public synchronized <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        if (begun) {
            closeAll();
            throw new IllegalStateException("the run is ending");
        }
        return resource;
    }

    /** Whether cleaning has begun: failures from now on are its echo. */
    public synchronized boolean begun() {
        return begun;
    }

    @Override
    public synchronized void close() {
        begun = true;
        closeAll();
    }

    /** Goes on past a failure: one resource that does not close must not keep the others open. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    private void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failure) {
                System.err.println("headroom: while cleaning up: " + failure);
            }
        }
    }

    /** Removes a directory and what is in it. */
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
