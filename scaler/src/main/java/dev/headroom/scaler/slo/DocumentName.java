// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

/**
 * Names a policy or profile: the ConfigMap's namespace and name, or the folder and name of a file.
 *
 * @param namespace Kubernetes namespace
 * @param name name within it
 */
public record DocumentName(String namespace, String name) {
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
