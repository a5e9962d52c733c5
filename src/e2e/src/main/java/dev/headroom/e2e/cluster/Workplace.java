// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.programs.GoProgram;
import dev.headroom.e2e.programs.ProgramCache;
import dev.headroom.lab.process.Cleanup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the parts of one run share.
 *
 * @param home the directory with the launcher {@code headroom}
 * @param directory of this run: its data, its logs, its credentials
 * @param programs that it starts
 * @param cleanup ends what was started
 */
public record Workplace(Path home, Path directory, ProgramCache programs, Cleanup cleanup) {
    /** That of one cluster among several. */
    public Workplace part(String name) {
        return new Workplace(home, folder(name), programs, cleanup);
    }

    /** Logs of all processes, with a file of the process id beside each. */
    public Path logs() {
        return folder("logs");
    }

    /** A folder of the run, which is made if it is missing. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException("the folder of the run cannot be made: " + failure.getMessage(), failure);
        }
    }

    /** A file of the run with a text. */
    public Path file(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(name + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** An executable file of a program. */
    String executable(GoProgram program, String name) {
        return programs.executable(program, name).toString();
    }
}
