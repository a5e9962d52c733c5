// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli;

import dev.headroom.lab.service.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A source tree that holds only what was built: the launcher builds where its tree is older than its sources. */
public final class LauncherTree {
    private static final String LAUNCHER = "headroom";

    private static final List<String> BUILT = List.of(
            "scaler/target/quarkus-app",
            "src/sidecar/target/quarkus-app",
            "src/cli/target/headroom-cli.jar",
            "src/cli/target/lib");

    private static final List<String> EMPTY = List.of(
            "pom.xml",
            "proto/none",
            "telemetry-ingest/none",
            "src/embedded-kafka/none",
            "src/lab/none",
            "src/benchmarks/target/headroom-benchmarks.jar",
            "src/cli/target/headroom-built");

    private final Path home;

    private LauncherTree(Path home) {
        this.home = home;
    }

    /** Makes one in an empty directory. */
    public static LauncherTree in(Path home) throws IOException {
        LauncherTree tree = new LauncherTree(home);
        Files.copy(real().resolve(LAUNCHER), home.resolve(LAUNCHER));
        for (String built : BUILT) {
            tree.link(built);
        }
        for (String empty : EMPTY) {
            Path place = home.resolve(empty);
            Files.createDirectories(place.getParent());
            Files.createFile(place);
        }
        return tree;
    }

    /** Has a folder of the real tree as well. */
    public LauncherTree link(String folder) throws IOException {
        Path place = home.resolve(folder);
        Files.createDirectories(place.getParent());
        Files.createSymbolicLink(place, real().resolve(folder));
        return this;
    }

    private static Path real() {
        return Installation.ofThisProcess().home();
    }
}
