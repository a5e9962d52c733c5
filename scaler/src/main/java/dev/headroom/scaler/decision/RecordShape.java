// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What there is to know of a record's type: its components in order, and how it is made. */
final class RecordShape {
    private RecordShape() {}

    static RecordComponent[] componentsOf(Class<?> type) {
        return type.getRecordComponents();
    }

    static Object valueOf(RecordComponent component, Object value) {
        try {
            Method accessor = component.getAccessor();
            // Its record may be known to its own package alone.
            accessor.setAccessible(true);
            return accessor.invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a record component must be readable: " + component, e);
        }
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

    /** The kinds of a sealed type, each of which must be a record. */
    static Optional<Class<?>> kindOf(Class<?> sealed, String word) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .filter(kind -> wordOf(kind).equals(word))
                .<Class<?>>map(kind -> kind)
                .findFirst();
    }

    /** The word for a kind: its simple name in lower case. */
    static String wordOf(Class<?> kind) {
        return kind.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
