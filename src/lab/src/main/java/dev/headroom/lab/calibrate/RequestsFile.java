// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.traffic.Arrival;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recorded requests: JSON lines with {@code run, id, arrival_s, scheduled_s, first_token_s, end_s, input_tokens, output_tokens},
 * plain or gzipped; other keys are passed over.
 */
final class RequestsFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestsFile() {}

    /** The requests of each run, in order of arrival; throws {@link BadInputException}. */
    static Map<String, List<RecordedRequest>> read(Path file) {
        Map<String, List<RecordedRequest>> runs = new LinkedHashMap<>();
        List<String> lines = LinesOf.file("requests", file);
        for (int number = 1; number <= lines.size(); number++) {
            if (!lines.get(number - 1).isBlank()) {
                read("requests " + file + " line " + number + ": ", lines.get(number - 1), runs);
            }
        }
        if (runs.isEmpty()) {
            throw new BadInputException("requests " + file + " has no requests");
        }
        runs.values()
                .forEach(run -> run.sort(Comparator.comparingDouble(
                                (RecordedRequest request) -> request.arrival().atSeconds())
                        .thenComparingInt(RecordedRequest::id)));
        return runs;
    }

    private static void read(String where, String line, Map<String, List<RecordedRequest>> runs) {
        try {
            JsonNode fields = JSON.readTree(line);
            RecordedRequest request = new RecordedRequest(
                    (int) number(where, fields, "id"),
                    new Arrival(number(where, fields, "arrival_s"), (int) number(where, fields, "input_tokens"), (int)
                            number(where, fields, "output_tokens")),
                    number(where, fields, "scheduled_s"),
                    number(where, fields, "first_token_s"),
                    number(where, fields, "end_s"));
            String run = fields.path("run").asText();
            if (run.isBlank()) {
                throw new BadInputException(where + "run is missing");
            }
            runs.computeIfAbsent(run, name -> new ArrayList<>()).add(request);
        } catch (JsonProcessingException noJson) {
            throw new BadInputException(where + "must be one JSON object", noJson);
        } catch (IllegalArgumentException impossible) {
            throw new BadInputException(where + impossible.getMessage(), impossible);
        }
    }

    private static double number(String where, JsonNode fields, String key) {
        JsonNode value = fields.path(key);
        if (!value.isNumber()) {
            throw new BadInputException(where + key + " must be a number, was '" + value.asText() + "'");
        }
        return value.asDouble();
    }
}
