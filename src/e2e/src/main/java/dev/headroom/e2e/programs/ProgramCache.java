// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.programs;

import dev.headroom.lab.process.Cleanup;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The built programs, each in a folder of its name and version, below one directory that all working copies share. A folder counts once
 * it holds the fingerprint of the sources that it was built from.
 */
public final class ProgramCache {
    private static final String COMPLETE = "built-from";

    private final Path directory;
    private final Path sources;
    private final boolean offline;
    private final PrintStream progress;
    private final Map<GoProgram, Path> found = new EnumMap<>(GoProgram.class);
    private final Map<PythonEnvironment, Path> environments = new EnumMap<>(PythonEnvironment.class);

    /**
     * Builds nothing yet.
     *
     * @param directory of the cache
     * @param endToEnd the folder {@code src/e2e}
     * @param offline whether a missing program is an error, instead of being built
     * @param progress where it says what it builds
     */
    public ProgramCache(Path directory, Path endToEnd, boolean offline, PrintStream progress) {
        this.directory = directory;
        this.sources = endToEnd;
        this.offline = offline;
        this.progress = progress;
    }

    /** Folder of a program, which is built if it is missing. */
    public synchronized Path folder(GoProgram program) {
        return found.computeIfAbsent(program, this::built);
    }

    /** One of the executable files of a program. */
    public Path executable(GoProgram program, String name) {
        return folder(program).resolve(name);
    }

    /** Folder of a Python environment, which is installed if it is missing. */
    public synchronized Path folder(PythonEnvironment environment) {
        return environments.computeIfAbsent(environment, this::installed);
    }

    /** Why an environment cannot be installed on this machine, as a sentence; empty where it can be or need not be. */
    public Optional<String> obstacle(PythonEnvironment environment) {
        return offline || isComplete(place(environment), fingerprint(environment))
                ? Optional.empty()
                : PythonEnvironment.obstacle();
    }

    private Path installed(PythonEnvironment environment) {
        Path folder = place(environment);
        String fingerprint = fingerprint(environment);
        if (!isComplete(folder, fingerprint)) {
            begin(environment.folder(), folder);
            environment.install(python(), folder, log(folder));
            complete(folder, fingerprint);
        }
        return folder;
    }

    private Path place(PythonEnvironment environment) {
        return directory.resolve(environment.folder() + "-" + environment.version(python()));
    }

    private String fingerprint(PythonEnvironment environment) {
        return Fingerprint.of("", python().resolve(environment.folder()), python().resolve("install.sh"));
    }

    private Path python() {
        return sources.resolve("python");
    }

    private Path built(GoProgram program) {
        Path source = sources.resolve("programs").resolve(program.folder());
        String fingerprint = Fingerprint.of(program.recipe(), source);
        GoBuild build = new GoBuild(program, source);
        Path folder = directory.resolve(program.folder() + "-" + build.version());
        if (!isComplete(folder, fingerprint)) {
            begin(program.folder() + " " + build.version(), folder);
            build.into(folder, log(folder));
            complete(folder, fingerprint);
        }
        return folder;
    }

    private void begin(String what, Path folder) {
        if (offline) {
            throw new CannotRunException(
                    what + " is not built at " + folder + "; start once without --offline to build it");
        }
        progress.println("e2e: building " + what + " (once)");
        try {
            if (Files.exists(folder.resolve(COMPLETE))) {
                // Built from other sources: nothing of it may remain.
                Cleanup.delete(folder);
            }
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException("the cache cannot be written: " + failure.getMessage(), failure);
        }
    }

    private static boolean isComplete(Path folder, String fingerprint) {
        Path mark = folder.resolve(COMPLETE);
        try {
            return Files.isRegularFile(mark) && Files.readString(mark).equals(fingerprint);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static void complete(Path folder, String fingerprint) {
        try {
            Files.writeString(folder.resolve(COMPLETE), fingerprint);
        } catch (IOException failure) {
            throw new UncheckedIOException("the cache cannot be written: " + failure.getMessage(), failure);
        }
    }

    private static Path log(Path folder) {
        return folder.resolve("build.log");
    }

    /** All programs of a list, in its order. */
    public void build(List<GoProgram> programs) {
        programs.forEach(this::folder);
    }
}
