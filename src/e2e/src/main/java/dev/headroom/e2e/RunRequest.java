// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e;

import dev.headroom.e2e.cluster.GivenCluster;
import dev.headroom.e2e.cluster.Workplace;
import dev.headroom.e2e.programs.ProgramCache;
import dev.headroom.lab.process.Cleanup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person asked for.
 *
 * @param home the directory with the launcher {@code headroom}
 * @param offline whether nothing may be built or fetched
 * @param results where the table goes; empty for the folder of builds
 * @param target a cluster that is there already; empty for one of this machine
 */
record RunRequest(Path home, boolean offline, Optional<Path> results, Optional<GivenCluster.Target> target) {
    /** Set to share programs between machines of a CI, or to put them on another disk. */
    private static final String CACHE_VARIABLE = "HEADROOM_E2E_CACHE";

    private static final String CACHE = ".cache/headroom-e2e";

    /** Of this run: data, logs and credentials. */
    Path directory() {
        return endToEnd().resolve(target.isPresent() ? "target/given-cluster" : "target/cluster");
    }

    Path endToEnd() {
        return home.resolve("src/e2e");
    }

    Path resultsFile() {
        return results.orElse(endToEnd().resolve("target/results.md"));
    }

    /** An empty one. */
    Workplace workplace(Cleanup cleanup) throws IOException {
        String stated = System.getenv().getOrDefault(CACHE_VARIABLE, "");
        Path cache = stated.isEmpty() ? Path.of(System.getProperty("user.home")).resolve(CACHE) : Path.of(stated);
        if (target.isEmpty()) {
            cleanup.opened(OnlyRun.ofMachine(cache));
        }
        if (Files.exists(directory())) {
            Cleanup.delete(directory());
        }
        Files.createDirectories(directory());
        return new Workplace(home, directory(), new ProgramCache(cache, endToEnd(), offline, System.err), cleanup);
    }
}
