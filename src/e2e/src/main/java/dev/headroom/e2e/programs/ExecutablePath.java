// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.programs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs of this machine. */
public final class ExecutablePath {
    private ExecutablePath() {}

    /** Where a program is found by the environment's PATH; empty where it is not. */
    public static Optional<Path> of(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
