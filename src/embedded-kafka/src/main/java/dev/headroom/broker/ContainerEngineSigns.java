// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What points to a container engine. Testcontainers, asked where there is none, tries every way it knows and logs an error with
 * a page of stack traces; so it is asked only where one of these signs is seen.
 *
 * @param environment variables of the process
 * @param home the user's directory
 * @param sockets where engines of this machine listen
 */
record ContainerEngineSigns(Map<String, String> environment, Path home, List<Path> sockets) {
    private static final Set<String> VARIABLES = Set.of("DOCKER_HOST", "DOCKER_CONTEXT", "TC_CLOUD_TOKEN");
    private static final String OWN_VARIABLES = "TESTCONTAINERS_";
    private static final String OWN_FILE = ".testcontainers.properties";

    ContainerEngineSigns {
        environment = Map.copyOf(environment);
        sockets = List.copyOf(sockets);
    }

    static ContainerEngineSigns ofThisMachine() {
        Path home = Path.of(System.getProperty("user.home"));
        return new ContainerEngineSigns(System.getenv(), home, List.of(Path.of("/var/run/docker.sock")));
    }

    boolean any() {
        return variable() || file() || socket();
    }

    private boolean variable() {
        return environment.keySet().stream()
                .anyMatch(name -> VARIABLES.contains(name) || name.startsWith(OWN_VARIABLES));
    }

    /** What somebody wrote for Testcontainers, or the sockets of engines that run without root: Docker Desktop's, Docker's. */
    private boolean file() {
        return List.of(OWN_FILE, ".docker/run/docker.sock", ".docker/desktop/docker.sock").stream()
                .anyMatch(name -> Files.exists(home.resolve(name)));
    }

    private boolean socket() {
        return sockets.stream().anyMatch(Files::exists) || rootless();
    }

    private boolean rootless() {
        String runtime = environment.get("XDG_RUNTIME_DIR");
        return runtime != null && Files.exists(Path.of(runtime, "docker.sock"));
    }
}
