// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.slo.DocumentName;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the ConfigMaps of one kind into the library as they come, change and go. */
final class ConfigMapDocuments implements ResourceEventHandler<ConfigMap> {
    private final DocumentKind kind;
    private final DocumentLibrary library;
    private final FaultEvents events;

    ConfigMapDocuments(DocumentKind kind, DocumentLibrary library, FaultEvents events) {
        this.kind = kind;
        this.library = library;
        this.events = events;
    }

    @Override
    public void onAdd(ConfigMap configMap) {
        @Nullable Map<String, String> data = configMap.getData();
        // Without the key the document is empty, and its reader reports the missing fields.
        String text = data == null ? "" : data.getOrDefault(kind.dataKey(), "");
        String before = library.faultText(kind, nameOf(configMap));
        library.put(kind, nameOf(configMap), text)
                .filter(fault -> !fault.equals(before))
                .ifPresent(fault -> events.raise(configMap, kind, fault));
    }

    @Override
    public void onUpdate(ConfigMap before, ConfigMap after) {
        onAdd(after);
    }

    @Override
    public void onDelete(ConfigMap configMap, boolean finalStateUnknown) {
        library.remove(kind, nameOf(configMap));
    }

    private static DocumentName nameOf(ConfigMap configMap) {
        return new DocumentName(
                configMap.getMetadata().getNamespace(), configMap.getMetadata().getName());
    }
}
