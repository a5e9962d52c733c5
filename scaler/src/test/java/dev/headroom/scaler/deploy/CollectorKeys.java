// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys that a Collector takes, component by component: {@code collector-keys.yaml}, which says how it is written.
 *
 * @param root the file
 */
record CollectorKeys(Map<String, Object> root) {
    static final List<String> KINDS = List.of("receivers", "processors", "exporters", "extensions");

    /** The types that are not lists of keys. */
    private static final Set<String> SCALARS = Set.of(
            "any",
            "string",
            "bool",
            "int",
            "number",
            "duration",
            "promDuration",
            "hostAndPort",
            "regex",
            "id",
            "ottlTraces",
            "ottlMetrics",
            "ottlLogs");

    /**
     * What may stand within one map.
     *
     * @param keys each with its type
     * @param old keys that are gone or deprecated, each with what to write instead
     */
    record Shape(Map<String, Object> keys, Map<String, Object> old) {}

    static CollectorKeys load() {
        try {
            return new CollectorKeys(
                    StrictKubernetes.documents(Files.readString(Path.of("src/test/resources/collector-keys.yaml")))
                            .get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String version() {
        return (String) root.get("version");
    }

    boolean knows(String kind, String component) {
        return section("components", kind).containsKey(component);
    }

    /** What a component is called now whose name is an old one; empty when it is none. */
    String newName(String kind, String component) {
        Map<String, Object> names = section("oldNames");
        return names.containsKey(kind) ? (String) map(names.get(kind)).getOrDefault(component, "") : "";
    }

    Shape ofComponent(String kind, String component) {
        return shape(map(section("components", kind).get(component)));
    }

    boolean isList(String name) {
        return section("lists").containsKey(name);
    }

    Shape list(String name) {
        return shape(map(section("lists").get(name)));
    }

    Map<String, Object> ottl() {
        return section("ottl");
    }

    /** Names that stand for nothing: types that nobody defines, and lists that no component leads to. */
    List<String> looseEnds() {
        Set<String> reached = new TreeSet<>(Set.of("root"));
        List<Map<String, Object>> open =
                new ArrayList<>(List.of(map(section("lists").get("root"))));
        KINDS.forEach(kind -> section("components", kind).values().forEach(component -> open.add(map(component))));
        List<String> loose = new ArrayList<>();
        while (!open.isEmpty()) {
            Map<String, Object> next = open.remove(0);
            for (String name : namesIn(next)) {
                if (isList(name)) {
                    if (reached.add(name)) {
                        open.add(map(section("lists").get(name)));
                    }
                } else if (!SCALARS.contains(name)) {
                    loose.add(name + " is neither a type nor a list");
                }
            }
        }
        Set<String> unreached = new TreeSet<>(section("lists").keySet());
        unreached.removeAll(reached);
        unreached.forEach(name -> loose.add(name + " is a list that nobody uses"));
        return loose;
    }

    /** Every place that the keys were taken from. */
    Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        KINDS.forEach(kind -> section("components", kind)
                .forEach((name, one) -> sources.put(name, String.valueOf(map(one).get("source")))));
        section("lists").forEach((name, one) -> sources.put(name, String.valueOf(map(one).get("source"))));
        sources.put("ottl", String.valueOf(ottl().get("source")));
        return sources;
    }

    private Shape shape(Map<String, Object> written) {
        Map<String, Object> keys = new LinkedHashMap<>();
        Map<String, Object> old = new LinkedHashMap<>();
        for (Object more : (List<?>) written.getOrDefault("with", List.of())) {
            Shape shared = list((String) more);
            keys.putAll(shared.keys());
            old.putAll(shared.old());
        }
        keys.putAll(map(written.get("keys")));
        old.putAll(map(written.getOrDefault("old", Map.of())));
        return new Shape(keys, old);
    }

    private static List<String> namesIn(Map<String, Object> written) {
        List<String> names = new ArrayList<>();
        ((List<?>) written.getOrDefault("with", List.of())).forEach(name -> names.add((String) name));
        map(written.get("keys")).values().forEach(type -> addNames(type, names));
        return names;
    }

    private static void addNames(Object type, List<String> names) {
        if (type instanceof String name) {
            names.add(name);
        } else if (type instanceof List<?> list) {
            addNames(list.get(0), names);
        } else if (type instanceof Map<?, ?> rule && rule.containsKey("each")) {
            addNames(rule.get("each"), names);
        }
    }

    private Map<String, Object> section(String... path) {
        Map<String, Object> found = root;
        for (String key : path) {
            found = map(found.get(key));
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
