// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import java.util.List;
import java.util.function.Function;

/**
 * The result of reading a document: the value, or every fault found.
 *
 * @param <T> the type that the document describes
 */
public sealed interface Parsed<T> {
    /** The document is good. */
    record Valid<T>(T value) implements Parsed<T> {}

    /** The document has faults; at least one. */
    record Invalid<T>(List<Fault> faults) implements Parsed<T> {
        public Invalid {
            faults = List.copyOf(faults);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("an invalid document must have at least one fault");
            }
        }

        /** All faults as one sentence each, joined by semicolons. */
        public String sentence() {
            return String.join("; ", faults.stream().map(Fault::sentence).toList());
        }
    }

    /** Decides between the two outcomes. */
    default <R> R fold(Function<Valid<T>, R> valid, Function<Invalid<T>, R> invalid) {
        return this instanceof Valid<T> good ? valid.apply(good) : invalid.apply((Invalid<T>) this);
    }
}
