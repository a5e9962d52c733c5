// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.scaler.slo.Signal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A value for each signal that an objective can limit.
 *
 * @param values for every one of them
 */
public record BySignal<T>(Map<Signal, T> values) {
    public BySignal {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
        if (values.size() != Signal.values().length) {
            throw new IllegalArgumentException("every signal needs a value, had " + values.keySet());
        }
    }

    /** What a function makes of each signal, in their order. */
    public static <T> BySignal<T> of(Function<Signal, ? extends T> value) {
        Map<Signal, T> values = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.values()) {
            values.put(signal, value.apply(signal));
        }
        return new BySignal<>(values);
    }

    /** The signal's value. */
    public T at(Signal signal) {
        return Objects.requireNonNull(values.get(signal));
    }
}
