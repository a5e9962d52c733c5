// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

/**
 * Something wrong in an object.
 *
 * @param object where it comes from, its kind and name
 * @param path where within it, e.g. {@code spec.template.spec.containers[0].ports[0]}; empty for the object as a whole
 * @param message what is wrong, with the value and the rule
 */
public record Finding(String object, String path, String message) {
    @Override
    public String toString() {
        return object + (path.isEmpty() ? "" : ": " + path) + ": " + message;
    }
}
