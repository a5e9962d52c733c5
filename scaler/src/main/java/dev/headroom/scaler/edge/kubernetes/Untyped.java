// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Fields of an object of a kind that has no class here. A field of another type than expected counts as missing. Never throws. */
record Untyped(Map<?, ?> fields) {
    private static final Untyped NOTHING = new Untyped(Map.of());

    static Untyped of(GenericKubernetesResource object) {
        return new Untyped(object.getAdditionalProperties());
    }

    /** The object at the end of a path; an empty one where the path does not exist. */
    Untyped at(String... path) {
        Untyped here = this;
        for (String key : path) {
            here = ofValue(here.fields.get(key));
        }
        return here;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** A text; a number or a boolean as its text, because people forget quotes. */
    Optional<String> text(String key) {
        return textOf(fields.get(key));
    }

    OptionalInt wholeNumber(String key) {
        Optional<String> text = text(key);
        try {
            return text.isPresent() ? OptionalInt.of(Integer.parseInt(text.get())) : OptionalInt.empty();
        } catch (NumberFormatException noNumber) {
            return OptionalInt.empty();
        }
    }

    Optional<Instant> instant(String key) {
        return PodReader.instant(text(key).orElse(null));
    }

    /** The objects of a list. */
    List<Untyped> list(String key) {
        List<Untyped> objects = new ArrayList<>();
        if (fields.get(key) instanceof List<?> many) {
            for (Object one : many) {
                objects.add(ofValue(one));
            }
        }
        return objects;
    }

    /** The texts of a list. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        if (fields.get(key) instanceof List<?> many) {
            for (Object one : many) {
                textOf(one).ifPresent(texts::add);
            }
        }
        return texts;
    }

    /** All fields that are texts. */
    Map<String, String> textsByKey() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((key, value) -> textOf(value).ifPresent(text -> texts.put(String.valueOf(key), text)));
        return texts;
    }

    private static Untyped ofValue(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? new Untyped(map) : NOTHING;
    }

    private static Optional<String> textOf(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? Optional.of(value.toString())
                : Optional.empty();
    }
}
