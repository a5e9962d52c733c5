// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Opens a record of JSON for its readers: the accepted JSON, its depth and its length are defined once here. A record beyond a limit ends
 * in an {@link IOException}, as does a truncated one. Stateless, so safe to share.
 */
final class JsonInput {
    /** One event, or some entries of a log: names and ids. Only an event in base64 comes near the longest text. */
    static final JsonInput EVENTS = new JsonInput(32, 256, 8 * 1024);

    /**
     * OTLP: many resources in a record. Its messages end at 16, and attributes that hold whole conversations go deeper, and are skipped. A
     * text may be as long as a record that a broker takes, so its reader checks the length first.
     */
    static final JsonInput OTLP = new JsonInput(200, 4_096, 20_000_000);

    /** Digits; a double has 25 at most. */
    private static final int LONGEST_NUMBER = 64;

    /** UTF-16 and UTF-32 have a zero in the first character of an object. */
    private static final int FIRST_CHARACTER = 4;

    private final int deepest;
    private final int longestText;
    private final JsonFactory factory;

    private JsonInput(int deepest, int longestName, int longestText) {
        this.deepest = deepest;
        this.longestText = longestText;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(deepest)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxNameLength(longestName)
                        .maxStringLength(longestText)
                        .build())
                // Names come from outside, and the virtual machine would keep them.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    /** Objects and arrays within each other; deeper nesting is refused, whether or not it is read. */
    int deepest() {
        return deepest;
    }

    /** Characters of a text that is read; skipped texts may have any number. */
    int longestText() {
        return longestText;
    }

    /**
     * Opens a record.
     *
     * @throws IOException if it is not UTF-8, like a record that a schema registry's client framed, which begins with a zero byte
     */
    JsonParser open(byte[] record) throws IOException {
        for (int i = 0; i < Math.min(FIRST_CHARACTER, record.length); i++) {
            if (record[i] == 0) {
                throw new JsonParseException("not UTF-8");
            }
        }
        return factory.createParser(record);
    }

    /** Opens a part of a record that was open as a whole. */
    JsonParser open(byte[] record, int from, int to) throws IOException {
        return factory.createParser(record, from, to - from);
    }

    /**
     * Closes a record that should have been read to its end.
     *
     * @throws IOException if there is more
     */
    static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new JsonParseException("more than one value");
        }
    }
}
