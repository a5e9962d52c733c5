// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs that run to their end. */
public final class OneShot {
    private static final int LAST_CHARACTERS = 2_000;

    private final Path directory;
    private final Map<String, String> environment;

    private OneShot(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** In a directory, with these variables beside those of this process. */
    public static OneShot in(Path directory, Map<String, String> environment) {
        return new OneShot(directory, environment);
    }

    /** Waits for its end; what it prints goes to a file. Throws with its last lines where it fails. */
    public void run(List<String> command, Path log) {
        try {
            int exit = builder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw failed(command, exit, Files.readString(log));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(command.get(0) + " could not be run: " + failure.getMessage(), failure);
        } catch (InterruptedException interruption) {
            throw interrupted(command, interruption);
        }
    }

    /** What it prints on its standard output. Throws with what it says on its standard error where it fails. */
    public String output(List<String> command) {
        return outputFor(command, "");
    }

    /** The same, with a text on its standard input. */
    public String outputFor(List<String> command, String input) {
        try {
            Path errors = Files.createTempFile("e2e-", ".err");
            try {
                Process process = builder(command)
                        .redirectError(Redirect.to(errors.toFile()))
                        .start();
                try (var stdin = process.getOutputStream()) {
                    stdin.write(input.getBytes(StandardCharsets.UTF_8));
                }
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int exit = process.waitFor();
                if (exit != 0) {
                    throw failed(command, exit, Files.readString(errors) + output);
                }
                return output;
            } finally {
                Files.deleteIfExists(errors);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(command.get(0) + " could not be run: " + failure.getMessage(), failure);
        } catch (InterruptedException interruption) {
            throw interrupted(command, interruption);
        }
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private static IllegalStateException failed(List<String> command, int exit, String said) {
        String last = said.substring(Math.max(0, said.length() - LAST_CHARACTERS));
        return new IllegalStateException(String.join(" ", command) + " ended with " + exit + ": " + last);
    }

    private static IllegalStateException interrupted(List<String> command, InterruptedException interruption) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while " + command.get(0) + " ran", interruption);
    }
}
