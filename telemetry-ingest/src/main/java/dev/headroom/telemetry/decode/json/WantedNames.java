// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wanted values of a JSON object: a tree of the names on the path to them. A path is written with dots; a name with dots in it is the
 * same path as nested objects. Immutable once built.
 */
public final class WantedNames {
    private static final String STEP = ".";

    private final Map<String, WantedNames> inner = new HashMap<>();
    private @Nullable String name;

    private WantedNames() {}

    /**
     * The values at the ends of paths.
     *
     * @param names the name within Headroom by the path to a value
     */
    public static WantedNames named(Map<String, String> names) {
        WantedNames all = new WantedNames();
        names.forEach((way, name) -> all.add(List.of(way.split("\\.", -1)), name));
        return all;
    }

    /** The wanted names within a field; null where the field is not wanted. */
    @Nullable
    WantedNames within(String field) {
        return inner.get(field);
    }

    /** The name of the value itself, if it is wanted. */
    @Nullable
    String name() {
        return name;
    }

    boolean hasInner() {
        return !inner.isEmpty();
    }

    private void add(List<String> way, String called) {
        if (way.isEmpty()) {
            name = called;
        }
        for (int steps = 1; steps <= way.size(); steps++) {
            inner.computeIfAbsent(String.join(STEP, way.subList(0, steps)), field -> new WantedNames())
                    .add(way.subList(steps, way.size()), called);
        }
    }
}
