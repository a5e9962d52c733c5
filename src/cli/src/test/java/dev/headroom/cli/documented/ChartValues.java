// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.documented;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/** The values of a chart, by their keys. */
final class ChartValues {
    static final String FOLDER = "deploy/helm/";

    private final Object values;

    private ChartValues(Object values) {
        this.values = values;
    }

    static ChartValues of(String chart) {
        return new ChartValues(Serialization.unmarshal(DocPages.text(chart + "/values.yaml"), Map.class));
    }

    /** Whether a key such as {@code kafka.sasl.mechanism} is there; below an empty map users put names of their own. */
    boolean knows(String key) {
        Object at = values;
        for (String part : key.split("\\.", -1)) {
            if (!(at instanceof Map<?, ?> map)) {
                return false;
            }
            if (map.isEmpty()) {
                return true;
            }
            if (!map.containsKey(part)) {
                return false;
            }
            at = map.get(part);
        }
        return true;
    }
}
