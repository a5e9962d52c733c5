// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.headroom.lab.file.BadInputException;
import java.io.BufferedReader;
import java.io.IOException;

/** Arrivals as JSON objects, one a line, with the names of the CSV's columns; other names are passed over. */
final class JsonLines {
    private static final JsonFactory JSON = new JsonFactory();

    private final String file;
    private final RequestList.Builder requests = new RequestList.Builder();
    private int lineNumber;
    private double atSeconds;
    private double inputTokens;
    private double outputTokens;

    private JsonLines(String file) {
        this.file = file;
    }

    /** Reads all lines; {@code file} is how messages call it. */
    static RequestList read(String file, BufferedReader lines) throws IOException {
        JsonLines reading = new JsonLines(file);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            reading.lineNumber++;
            if (!line.isBlank()) {
                reading.take(line);
            }
        }
        return reading.requests.build();
    }

    private void take(String line) throws IOException {
        atSeconds = Double.NaN;
        inputTokens = Double.NaN;
        outputTokens = Double.NaN;
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw fault("a JSON object expected, was '" + CsvRows.shown(line) + "'");
            }
            takeFields(json);
            if (json.nextToken() != null) {
                throw fault("one JSON object a line expected, there is more behind it");
            }
        } catch (JsonProcessingException broken) {
            throw new BadInputException(where() + "not JSON: " + broken.getOriginalMessage(), broken);
        }
        add();
    }

    private void takeFields(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case TraceFile.ARRIVAL -> atSeconds = number(name, json);
                case TraceFile.INPUT -> inputTokens = number(name, json);
                case TraceFile.OUTPUT -> outputTokens = number(name, json);
                default -> json.skipChildren();
            }
        }
    }

    private double number(String name, JsonParser json) throws IOException {
        if (!json.currentToken().isNumeric()) {
            throw fault(name + " must be a number, was '" + CsvRows.shown(json.getText()) + "'");
        }
        return json.getDoubleValue();
    }

    private void add() {
        require(TraceFile.ARRIVAL, atSeconds);
        int input = whole(TraceFile.INPUT, inputTokens);
        int output = whole(TraceFile.OUTPUT, outputTokens);
        try {
            requests.add(atSeconds, input, output);
        } catch (IllegalArgumentException impossible) {
            throw new BadInputException(where() + impossible.getMessage(), impossible);
        }
    }

    private int whole(String name, double value) {
        require(name, value);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw fault(name + " must be a whole number, was " + value);
        }
        return (int) value;
    }

    private void require(String name, double value) {
        if (Double.isNaN(value)) {
            throw fault(name + " is missing");
        }
    }

    private BadInputException fault(String sentence) {
        return new BadInputException(where() + sentence);
    }

    private String where() {
        return file + " line " + lineNumber + ": ";
    }
}
