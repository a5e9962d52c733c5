// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.telemetry.Persisted;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The text form of a type: the names of a record's components, of a sealed type's kinds and of an enum's words. */
final class RecordShape {
    private static final JsonMapper JSON = new JsonMapper();

    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
        }
    };

    private static final ClassValue<Map<Object, String>> WORDS = new ClassValue<>() {
        @Override
        protected Map<Object, String> computeValue(Class<?> type) {
            Map<Object, String> words = new LinkedHashMap<>();
            Arrays.stream(type.getEnumConstants()).forEach(word -> words.put(word, spelled((Enum<?>) word)));
            return words;
        }
    };

    private RecordShape() {}

    /**
     * A component of a record.
     *
     * @param name in the text
     * @param type its type
     * @param absent the value for a text without it; empty where its type has such a value, or where it is required
     * @param accessor reads it
     */
    record Component(String name, Type type, Optional<JsonNode> absent, Method accessor) {
        private static Component of(RecordComponent component) {
            Persisted said = component.getAnnotation(Persisted.class);
            // Its record may be known to its own package alone.
            component.getAccessor().setAccessible(true);
            return new Component(
                    said == null || said.value().isEmpty() ? component.getName() : said.value(),
                    component.getGenericType(),
                    said == null || said.absent().isEmpty() ? Optional.empty() : Optional.of(tree(said.absent())),
                    component.getAccessor());
        }

        Object of(Object value) {
            try {
                return accessor.invoke(value);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a record's component can be read: " + accessor, e);
            }
        }
    }

    static List<Component> componentsOf(Class<?> type) {
        return COMPONENTS.get(type);
    }

    /**
     * Makes a record of its components.
     *
     * @throws IllegalArgumentException when the record's own rules say no
     */
    static Object make(Class<?> type, Object[] values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getTargetException().getMessage()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record must have a constructor for its components: " + type, e);
        }
    }

    /** The kinds of a sealed type; each must be a record. */
    static Optional<Class<?>> kindOf(Class<?> sealed, String word) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .filter(kind -> wordOf(kind).equals(word))
                .<Class<?>>map(kind -> kind)
                .findFirst();
    }

    /** The word for a kind. */
    static String wordOf(Class<?> kind) {
        Persisted said = kind.getAnnotation(Persisted.class);
        if (said == null || said.value().isEmpty()) {
            throw new IllegalStateException(
                    kind.getName() + " is a kind of something that is written down: it needs @Persisted(\"its name\")");
        }
        return said.value();
    }

    /** The words of an enum, by its constants in their order. */
    static Map<Object, String> wordsOf(Class<?> type) {
        return WORDS.get(type);
    }

    private static String spelled(Enum<?> word) {
        try {
            Persisted said = word.getDeclaringClass().getField(word.name()).getAnnotation(Persisted.class);
            return said == null || said.value().isEmpty() ? word.name().toLowerCase(Locale.ROOT) : said.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("an enum has a field for each constant: " + word, e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("@Persisted(absent) must be JSON, was '" + json + "'", e);
        }
    }
}
