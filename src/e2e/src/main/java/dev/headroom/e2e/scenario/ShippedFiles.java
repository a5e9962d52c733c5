// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.cluster.Helm;
import dev.headroom.e2e.cluster.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All that {@code deploy/} holds for a cluster, rendered. */
final class ShippedFiles {
    private final Path deploy;
    private final Helm helm;
    private final Kubectl kubectl;

    /**
     * One of them.
     *
     * @param name of the file, chart or overlay
     * @param yaml its objects
     */
    record Rendered(String name, String yaml) {}

    ShippedFiles(Path home, Helm helm, Kubectl kubectl) {
        this.deploy = home.resolve("deploy");
        this.helm = helm;
        this.kubectl = kubectl;
    }

    /** Each chart with each of its files of values, each overlay, and each manifest. */
    List<Rendered> all() throws IOException {
        List<Rendered> rendered = new ArrayList<>();
        for (String chart : List.of("headroom", "headroom-nodepools")) {
            for (Path values : files(deploy.resolve("helm").resolve(chart).resolve("ci"))) {
                rendered.add(new Rendered(name(values), helm.template(chart, values)));
            }
        }
        for (Path file : files(deploy)) {
            if (file.startsWith(deploy.resolve("helm"))) {
                continue;
            }
            boolean overlay = file.endsWith("kustomization.yaml");
            if (overlay) {
                rendered.add(new Rendered(
                        name(file),
                        kubectl.run(
                                "kustomize",
                                file.resolveSibling(".").normalize().toString())));
            } else if (!file.startsWith(deploy.resolve("kustomize"))) {
                rendered.add(new Rendered(name(file), Files.readString(file)));
            }
        }
        return rendered;
    }

    private String name(Path file) {
        return deploy.relativize(file).toString();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
