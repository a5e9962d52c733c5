// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where Headroom's files are.
 *
 * @param home the directory with the launcher
 */
public record Installation(Path home) {
    /** Set by the launcher. */
    public static final String HOME_PROPERTY = "headroom.home";

    /** The installation this process was launched from. */
    public static Installation ofThisProcess() {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw new IllegalStateException("system property " + HOME_PROPERTY + " is missing; start with ./headroom");
        }
        return new Installation(Path.of(home));
    }

    /** The service, ready to run. */
    public Path serviceJar() {
        return built("scaler/target/quarkus-app/quarkus-run.jar", "service");
    }

    /** The sidecar, ready to run. */
    public Path sidecarJar() {
        return built("src/sidecar/target/quarkus-app/quarkus-run.jar", "sidecar");
    }

    private Path built(String path, String what) {
        Path jar = home.resolve(path);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("the " + what + " is not built: " + jar + " is missing");
        }
        return jar;
    }
}
