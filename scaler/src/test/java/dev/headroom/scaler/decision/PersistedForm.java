// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.DistributionFigures;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that may stand in a text: the keys of records by their path, the names of kinds, the words of enums. No name of a Java type is
 * in it, so that one may change.
 */
public final class PersistedForm {
    /** What each path holds. A question mark where a text may lack it, with what that means. */
    private final SortedMap<String, String> lines = new TreeMap<>();

    private final Map<Class<? extends Record>, String> names;

    private PersistedForm(Map<Class<? extends Record>, String> names) {
        this.names = names;
    }

    /** Of records by the names that they have here; one that stands within another is not told of twice. */
    public static SortedMap<String, String> of(Map<Class<? extends Record>, String> names) {
        PersistedForm form = new PersistedForm(names);
        names.forEach((type, name) -> form.add(name, "object", type));
        return form.lines;
    }

    private void add(String path, String what, Class<?> type) {
        lines.put(path, what);
        for (RecordShape.Component component : RecordShape.componentsOf(type)) {
            String below = path + "." + component.name();
            // What cannot be read would be found out by whoever reads an old file.
            component.absent().ifPresent(json -> RecordReader.read(component.type(), json, below));
            String absent = component.absent().map(json -> "? " + json + ", ").orElse("");
            lines.put(below, absent + word(below, component.type()));
        }
    }

    /** What a type is called, after what is below it was added. */
    private String word(String path, Type type) {
        if (type instanceof ParameterizedType generic) {
            return wordOfMany(path, (Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> wanted = type == Distribution.class ? DistributionFigures.class : (Class<?>) type;
        String name = names.get(wanted);
        if (name != null) {
            return name;
        } else if (wanted.isRecord()) {
            add(path, "object", wanted);
            return "object";
        } else if (wanted.isSealed()) {
            Arrays.stream(wanted.getPermittedSubclasses())
                    .forEach(kind -> add(path + "(" + RecordShape.wordOf(kind) + ")", "kind", kind));
            return "one of its kinds";
        } else if (wanted.isEnum()) {
            return new TreeSet<>(RecordShape.wordsOf(wanted).values()).toString();
        } else if (wanted == OptionalDouble.class) {
            return "? double";
        } else if (wanted == OptionalInt.class) {
            return "? int";
        } else if (wanted == OptionalLong.class) {
            return "? long";
        }
        return MethodType.methodType(wanted).unwrap().returnType().getSimpleName();
    }

    private String wordOfMany(String path, Class<?> raw, Type[] of) {
        if (raw == Optional.class) {
            return "? " + word(path, of[0]);
        } else if (raw == Map.class) {
            return "by " + word(path, of[0]) + ": " + word(path, of[1]);
        }
        return "[] " + word(path, of[0]);
    }
}
