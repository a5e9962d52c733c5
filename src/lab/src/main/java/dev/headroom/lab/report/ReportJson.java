// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.List;
import java.util.stream.Stream;

/** Records as JSON: an empty {@code Optional} is null, and the constant of an enum is written in small letters. */
public final class ReportJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enumNamingStrategy(EnumNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    private ReportJson() {}

    /** One line. */
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers and texts are always JSON", impossible);
        }
    }

    /** Indented, with a line feed at its end. */
    public static String document(Object value) {
        return MAPPER.valueToTree(value).toPrettyString() + System.lineSeparator();
    }

    /** A list in which each element has a line of its own. */
    public static String lines(Stream<?> values) {
        List<String> lines = values.map(ReportJson::line).toList();
        return lines.isEmpty() ? "[]" : "[\n" + String.join(",\n", lines) + "\n]";
    }

    /** What {@link #line} wrote; anything else is an {@link IllegalArgumentException} of one sentence. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException bad) {
            throw new IllegalArgumentException(
                    "a row must be JSON with all its fields: " + bad.getOriginalMessage(), bad);
        }
    }
}
