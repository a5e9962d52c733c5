// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.scaler.document.Fault;
import dev.headroom.scaler.document.Parsed;
import java.util.List;
import java.util.Objects;

/**
 * Any record of plain figures as JSON, and back: records of records, lists, sets, maps, words, times, exact numbers, and optional values. A
 * record that is read equals the written one.
 */
public final class RecordText {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private RecordText() {}

    /** One line, without its end. */
    public static String write(Record value) {
        return RecordWriter.write(value).toString();
    }

    /** The word for an enum's constant, in this text and in every other that outlives the process. */
    public static String wordOf(Enum<?> word) {
        return Objects.requireNonNull(
                RecordShape.wordsOf(word.getDeclaringClass()).get(word));
    }

    /**
     * Reads it again, or the text of another version. Unknown fields are ignored, and missing ones have the meaning of an absent field, as
     * the record says.
     *
     * @param type of the record
     * @param text one JSON object
     * @return the record, or the first fault
     */
    public static <T extends Record> Parsed<T> read(Class<T> type, String text) {
        try {
            return new Parsed.Valid<>(type.cast(RecordReader.read(type, JSON.readTree(text), "")));
        } catch (JsonProcessingException e) {
            return new Parsed.Invalid<>(List.of(new Fault("", "", "must be a JSON object: " + e.getOriginalMessage())));
        } catch (Unreadable e) {
            return new Parsed.Invalid<>(List.of(e.fault()));
        }
    }
}
