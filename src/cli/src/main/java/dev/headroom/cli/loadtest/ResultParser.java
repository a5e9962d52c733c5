// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.RowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Parses a file by its first character: JSON, or CSV. What is empty, broken or cut off is one sentence. */
final class ResultParser {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** Python writes NaN and Infinity; a field that must be a number then says so. */
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build()
            .readerFor(JsonNode.class);

    private ResultParser() {}

    /**
     * Parses a file.
     *
     * @param name for sentences
     * @param text all of it
     */
    static ResultFile parse(String name, String text) {
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        String begin = content.stripLeading();
        BadInputException.unless(!begin.isEmpty(), name + " is empty");
        return begin.startsWith("{") || begin.startsWith("[") ? json(name, begin) : csv(name, begin);
    }

    private static ResultFile json(String name, String text) {
        List<JsonNode> values = new ArrayList<>();
        try (MappingIterator<JsonNode> each = JSON.readValues(text)) {
            while (each.hasNextValue()) {
                JsonNode value = each.nextValue();
                if (value.isArray()) {
                    value.forEach(values::add);
                } else {
                    values.add(value);
                }
            }
        } catch (JsonEOFException end) {
            throw new BadInputException(name + " is cut off: its JSON ends before it is complete", end);
        } catch (JsonProcessingException broken) {
            throw new BadInputException(
                    name + " line " + broken.getLocation().getLineNr() + " is not JSON: " + firstLine(broken), broken);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        BadInputException.unless(!values.isEmpty(), name + " is empty");
        return new ResultFile.Json(name, values);
    }

    private static ResultFile csv(String name, String text) {
        String header = text.lines().findFirst().orElse("");
        try (RowReader rows = RowReader.of(name, header + "\n")) {
            rows.next();
            return new ResultFile.Csv(name, rows.columns(), text);
        }
    }

    private static String firstLine(JsonProcessingException broken) {
        return broken.getOriginalMessage().lines().findFirst().orElse("");
    }
}
