// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import dev.headroom.manifests.read.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the manifests are. */
public final class DeployFolder {
    /** The repository's folder {@code deploy}. */
    public static final Path ROOT = Path.of("../../deploy");

    /** Charts; what stands below is no YAML before Helm was there. */
    public static final Path CHARTS = ROOT.resolve("helm");

    private DeployFolder() {}

    /** All YAML files that are not of a chart. */
    public static List<Path> plainFiles() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .filter(file -> !file.startsWith(CHARTS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects of some files together. */
    public static Bundle bundle(String name, Path... files) {
        List<KubeObject> objects = new ArrayList<>();
        for (Path file : files) {
            objects.addAll(YamlText.objects(ROOT.relativize(file).toString(), YamlText.read(file)));
        }
        return new Bundle(name, objects);
    }
}
