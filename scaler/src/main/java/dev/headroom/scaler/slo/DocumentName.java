// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import java.util.Comparator;

/**
 * Names a policy or profile: the ConfigMap's namespace and name, or the folder and name of a file.
 *
 * @param namespace Kubernetes namespace
 * @param name name within it
 */
public record DocumentName(String namespace, String name) implements Comparable<DocumentName> {
    private static final Comparator<DocumentName> ORDER =
            Comparator.comparing(DocumentName::namespace).thenComparing(DocumentName::name);

    public DocumentName {
        if (namespace.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "a document has a namespace and a name, were '" + namespace + "' and '" + name + "'");
        }
    }

    @Override
    public int compareTo(DocumentName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
