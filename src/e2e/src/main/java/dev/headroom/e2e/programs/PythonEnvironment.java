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

/** A virtual environment that {@code src/e2e/python/install.sh} makes from pinned requirements. */
public enum PythonEnvironment {
    /** The model server, for the CPU. */
    VLLM,
    /** Users who measure what they get. */
    LOCUST,
    /** The proxy. */
    ENVOY;

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

    void install(Path python, Path folder, Path log) {
        if (ExecutablePath.of("python3").isEmpty()) {
            throw new CannotRunException(
                    "Python is missing; install Python 3.11 with venv and put python3 on the PATH to run " + folder());
        }
        OneShot.in(python, Map.of())
                .run(List.of("bash", python.resolve("install.sh").toString(), folder(), folder.toString()), log);
    }
}
