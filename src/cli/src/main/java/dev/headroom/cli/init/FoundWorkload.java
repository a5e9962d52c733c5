// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.init;

import java.util.Optional;

/**
 * A scale target with a model server.
 *
 * @param namespace of the target
 * @param kind Deployment or StatefulSet
 * @param name of the target
 * @param replicas that its specification asks for today
 * @param server in its pods
 * @param scaler that scales it already
 * @param policy an existing policy for it
 * @param freeName a name that no ConfigMap and no ScaledObject of the namespace has
 */
record FoundWorkload(
        String namespace,
        String kind,
        String name,
        int replicas,
        FoundServer server,
        Optional<Scaler> scaler,
        Optional<String> policy,
        String freeName) {
    /** Room for a doubling of the load; less than 2 would leave no choice. */
    private static final int LEAST_MAX = 2;

    /**
     * An object that scales a target.
     *
     * @param kind ScaledObject or HorizontalPodAutoscaler
     * @param name its name
     * @param min the fewest replicas that it allows
     * @param max the most
     */
    record Scaler(String kind, String name, int min, int max) {}

    /** For people: {@code llm/chat}. */
    String title() {
        return namespace + "/" + name;
    }

    /** The fewest replicas: those of the present scaler, else 1. */
    int min() {
        return scaler.map(one -> Math.min(Math.max(0, one.min()), max())).orElse(1);
    }

    /** The most replicas: those of the present scaler, else twice today's, at least 2. */
    int max() {
        return scaler.map(one -> Math.max(1, one.max())).orElse(Math.max(LEAST_MAX, 2 * replicas));
    }
}
