// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Objects put into the cluster, as {@code kubectl apply --server-side} does. */
public final class Applied {
    private Applied() {}

    /** Applies the objects of a YAML text, in its order. */
    public static List<HasMetadata> text(KubernetesClient client, String yaml) {
        List<HasMetadata> objects = objects(client, yaml);
        objects.forEach(object -> client.resource(object).forceConflicts().serverSideApply());
        return objects;
    }

    /** Applies all YAML files of a folder, by their names. */
    public static void folder(KubernetesClient client, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                text(client, Files.readString(file));
            }
        }
    }

    /** The objects of a YAML text. */
    public static List<HasMetadata> objects(KubernetesClient client, String yaml) {
        return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items();
    }
}
