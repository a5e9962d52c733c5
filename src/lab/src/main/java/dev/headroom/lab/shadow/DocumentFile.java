// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.slo.DocumentName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A policy or profile, as it stands in a file of its own or in a ConfigMap.
 *
 * @param name of its ConfigMap; empty where it has none
 * @param text of the document
 */
record DocumentFile(Optional<DocumentName> name, String text) {
    /** Where a ConfigMap does not say. */
    private static final String NAMESPACE = "default";

    /**
     * The documents of a file: those of its ConfigMaps, alone or in a list; the file itself where it holds no Kubernetes objects.
     *
     * @param kind of document that is looked for
     * @return none where its objects hold no such document
     */
    static List<DocumentFile> in(String file, DocumentKind kind) {
        List<Map<?, ?>> manifests = new ArrayList<>();
        try {
            new Load(LoadSettings.builder().build())
                    .loadAllFromString(file)
                    .forEach(object -> collectManifests(object, manifests));
        } catch (YamlEngineException unreadable) {
            // Whoever reads it as a document says what is wrong with it.
            manifests.clear();
        }
        if (manifests.isEmpty()) {
            return List.of(new DocumentFile(Optional.empty(), file));
        }
        List<DocumentFile> found = new ArrayList<>();
        manifests.forEach(manifest -> collect(manifest, kind, found));
        return List.copyOf(found);
    }

    private static void collectManifests(@Nullable Object object, List<Map<?, ?>> manifests) {
        if (object instanceof Map<?, ?> mapping && mapping.get("items") instanceof List<?> items) {
            items.forEach(item -> collectManifests(item, manifests));
        } else if (object instanceof Map<?, ?> mapping && mapping.containsKey("kind")) {
            manifests.add(mapping);
        }
    }

    private static void collect(Map<?, ?> manifest, DocumentKind kind, List<DocumentFile> found) {
        if (manifest.get("data") instanceof Map<?, ?> data
                && manifest.get("metadata") instanceof Map<?, ?> metadata
                && data.get(kind.dataKey()) instanceof String text) {
            found.add(new DocumentFile(nameOf(metadata), text));
        }
    }

    private static Optional<DocumentName> nameOf(Map<?, ?> metadata) {
        String namespace = metadata.get("namespace") instanceof String given ? given : NAMESPACE;
        return metadata.get("name") instanceof String name
                ? Optional.of(new DocumentName(namespace, name))
                : Optional.empty();
    }
}
