// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

/**
 * A scale target in the words of telemetry, which says the namespace apart from it, or not at all.
 *
 * @param kind Deployment, StatefulSet, LeaderWorkerSet, or a custom kind with a scale subresource
 * @param name its name
 */
public record TargetName(String kind, String name) {
    /** The target of that name in {@code namespace}. */
    public ScaleTarget in(String namespace) {
        return new ScaleTarget(namespace, kind, name);
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
