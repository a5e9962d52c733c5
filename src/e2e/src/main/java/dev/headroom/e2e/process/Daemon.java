// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs until it is told to end, and can be started again as it was, until it is closed. What it prints is appended to its
 * log. The end of the run may close it while a scenario uses it; else it is not safe for use by several threads at once.
 */
public final class Daemon implements AutoCloseable {
    private static final long GRACE_SECONDS = 30;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private volatile @Nullable Process process;
    private boolean closed;

    /** Not started. */
    public Daemon(String name, List<String> command, Map<String, String> environment, Path logs) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = logs.resolve(name + ".log");
    }

    /** Starts it; without effect while it runs. Throws where it is closed: scenarios go on while the end of the run closes all. */
    public synchronized Daemon start() {
        if (closed) {
            throw new IllegalStateException(name + " is not started: the run is ending");
        }
        if (!alive()) {
            ProcessBuilder builder = new ProcessBuilder(politely(command))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            try {
                process = builder.start();
                Files.writeString(
                        log.resolveSibling(name + ".pid"),
                        Long.toString(running().pid()));
            } catch (IOException failure) {
                throw new UncheckedIOException(name + " could not be started: " + failure.getMessage(), failure);
            }
        }
        return this;
    }

    /**
     * The engines of simulated servers are hardware of their own, which no other program slows down; here they are threads of this process,
     * so all others stand behind it.
     */
    private static List<String> politely(List<String> command) {
        List<String> polite = new ArrayList<>(List.of("nice", "-n", "10"));
        polite.addAll(command);
        return polite;
    }

    /** Whether it runs. */
    public boolean alive() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /** In messages, and of its log. */
    public String name() {
        return name;
    }

    /** What it prints. */
    public Path log() {
        return log;
    }

    /** What the system knows of it. */
    public ProcessHandle handle() {
        return running().toHandle();
    }

    /** Its exit code, once it has ended. */
    public CompletableFuture<Integer> exitCode() {
        return running().onExit().thenApply(Process::exitValue);
    }

    /** Throws with the end of its log where it does not run. */
    public void check() {
        if (!alive()) {
            throw new IllegalStateException(name + " has ended; its log is " + log);
        }
    }

    /** SIGKILL, also of what it has started, and waits until it is gone. */
    public void kill() {
        List<ProcessHandle> children = children();
        end(running().destroyForcibly(), children);
    }

    /** SIGTERM, and waits until it is gone; SIGKILL where that takes too long, and of what it leaves behind. */
    public void stop() {
        List<ProcessHandle> children = children();
        running().destroy();
        end(running(), children);
    }

    /** Ends it, as {@link #stop()} does, and for good. */
    @Override
    public void close() {
        forbidStart();
        if (alive()) {
            stop();
        }
    }

    private synchronized void forbidStart() {
        closed = true;
    }

    private List<ProcessHandle> children() {
        return handle().descendants().toList();
    }

    private static void end(Process ending, List<ProcessHandle> children) {
        try {
            if (!ending.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                ending.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interruption) {
            ending.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** CPU time that it has used. */
    public Duration cpuTime() {
        return handle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private Process running() {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return current;
    }
}
