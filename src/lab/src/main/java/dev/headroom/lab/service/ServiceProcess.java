// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running service. Closing asks it to end, waits, and insists after that. */
public final class ServiceProcess implements AutoCloseable {
    /** As long as Kubernetes gives a pod by default. */
    private static final long GRACE_SECONDS = 30;

    private final Process process;

    private ServiceProcess(Process process) {
        this.process = process;
    }

    /** Starts a jar with JVM options and system properties; what it prints goes to a file. */
    public static ServiceProcess inBackground(
            Path jar, List<String> options, Map<String, String> properties, Path output) {
        return inBackground(jar, options, properties, output, List.of());
    }

    /** The same, by way of another program, which starts the one that its last arguments name in its place. */
    public static ServiceProcess inBackground(
            Path jar, List<String> options, Map<String, String> properties, Path output, List<String> before) {
        List<String> command = new ArrayList<>(before);
        command.addAll(command(jar, options, properties));
        return started(
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.to(output.toFile())));
    }

    /** Whether it runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** What the system knows of it. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits for its end; answers its exit code. */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends it without a word, as the kernel does when memory is short (SIGKILL), and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interruption) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static ServiceProcess started(ProcessBuilder builder) {
        try {
            return new ServiceProcess(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException("the service could not be started: " + failure.getMessage(), failure);
        }
    }

    private static List<String> command(Path jar, List<String> options, Map<String, String> properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }
}
