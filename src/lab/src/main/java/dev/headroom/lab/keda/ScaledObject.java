// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.proto.externalscaler.ScaledObjectRef;
import java.util.Map;

/**
 * The parts of a ScaledObject that matter here.
 *
 * @param namespace where it lives
 * @param name its name
 * @param metadata of its trigger, sent with every call
 * @param fallback when the scaler cannot answer
 * @param behavior of the HPA that KEDA makes of it
 */
public record ScaledObject(
        String namespace, String name, Map<String, String> metadata, Fallback fallback, HpaBehavior behavior) {
    public ScaledObject {
        metadata = Map.copyOf(metadata);
    }

    ScaledObjectRef reference() {
        return ScaledObjectRef.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .putAllScalerMetadata(metadata)
                .build();
    }
}
