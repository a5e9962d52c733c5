// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of this module, or of one that uses it, in a process of its own. It speaks in lines on its standard output, and ends when its standard input
 * ends, so none outlives who started it, however that ends.
 */
public final class Worker implements AutoCloseable {
    private static final long GRACE_SECONDS = 20;

    private final String name;
    private final Process process;
    private final BufferedReader lines;

    private Worker(String name, Process process) {
        this.name = name;
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts the main method of a class, with options for its JVM. */
    public static Worker start(Class<?> program, List<String> jvmOptions, List<String> arguments) {
        return start(program, jvmOptions, arguments, List.of());
    }

    /** The same, by way of another program, which starts the one that its last arguments name in its place. */
    public static Worker start(Class<?> program, List<String> jvmOptions, List<String> arguments, List<String> before) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program.getName());
        command.addAll(arguments);
        try {
            return new Worker(
                    program.getSimpleName(),
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    program.getSimpleName() + " could not be started: " + failure.getMessage(), failure);
        }
    }

    /** Waits for the next line that it prints. */
    public String line() {
        try {
            String line = lines.readLine();
            if (line == null) {
                throw new IllegalStateException(name + " ended without saying what it should");
            }
            return line;
        } catch (IOException failure) {
            throw new UncheckedIOException(name + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** What the system knows of it. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends it without a word (SIGKILL), and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until it has ended by itself; false where it goes on for longer than the milliseconds given. */
    public boolean awaitEnd(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** CPU time it has used so far, in all threads. */
    public Duration cpuTime() {
        return CpuTime.of(process.toHandle());
    }

    @Override
    public void close() {
        dismiss(process, GRACE_SECONDS);
    }

    /** Ends the standard input of a process that ends by that; after so many seconds it is ended all the same. */
    public static void dismiss(Process process, long graceSeconds) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(graceSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException alreadyEnded) {
            process.destroyForcibly();
        } catch (InterruptedException interruption) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
