// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;

/** One file, parsed as far as its form goes: what the parts mean is for a {@link ResultFormat}. */
sealed interface ResultFile {
    /** Its name, for sentences. */
    String name();

    /**
     * JSON values, one after another.
     *
     * @param values at least one
     */
    record Json(String name, List<JsonNode> values) implements ResultFile {
        public Json {
            values = List.copyOf(values);
        }
    }

    /**
     * Comma-separated values.
     *
     * @param columns the header
     * @param text all of it, whose last line is whole
     */
    record Csv(String name, List<String> columns, String text) implements ResultFile {
        public Csv {
            columns = List.copyOf(columns);
        }
    }

    /** Decides between the two. */
    default <R> R fold(Function<Json, R> json, Function<Csv, R> csv) {
        return this instanceof Json values ? json.apply(values) : csv.apply((Csv) this);
    }
}
