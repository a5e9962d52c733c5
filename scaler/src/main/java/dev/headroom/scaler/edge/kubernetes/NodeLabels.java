// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The label names of node provisioners. Karpenter and EKS Auto Mode give the same labels by other prefixes:
 * {@code karpenter.k8s.aws/instance-gpu-name} and {@code eks.amazonaws.com/instance-gpu-name}.
 *
 * @param prefixes without the slash
 */
record NodeLabels(List<String> prefixes) {
    static final NodeLabels DEFAULT = new NodeLabels(List.of("karpenter.k8s.aws", "eks.amazonaws.com"));

    static final String NODE_POOL = "karpenter.sh/nodepool";
    static final String GPU_NAME = "instance-gpu-name";
    static final String RESERVATION_ID = "capacity-reservation-id";
    static final String RESERVATION_TYPE = "capacity-reservation-type";

    NodeLabels {
        prefixes = List.copyOf(prefixes);
    }

    /** The key without its prefix where that is one of these; else as it is. */
    String plain(String key) {
        return prefixes.stream()
                .filter(prefix -> key.startsWith(prefix + "/"))
                .findFirst()
                .map(prefix -> key.substring(prefix.length() + 1))
                .orElse(key);
    }

    Map<String, String> plain(Map<String, String> labels) {
        Map<String, String> plain = new HashMap<>();
        labels.forEach((key, value) -> plain.put(plain(key), value));
        return plain;
    }

    /** The value of a label that carries one of the prefixes. */
    Optional<String> value(Map<String, String> labels, String key) {
        return prefixes.stream()
                .flatMap(prefix -> Optional.ofNullable(labels.get(prefix + "/" + key)).stream())
                .filter(text -> !text.isBlank())
                .findFirst();
    }
}
