// SPDX-License-Identifier: Apache-2.0
package dev.headroom.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A bill of materials in CycloneDX's JSON. */
final class Bill {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Bill() {}

    /** All parts that are not ours. */
    static List<Part> read(Path file) {
        try {
            return parts(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Part> parts(String json) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (JsonNode component : JSON.readTree(json).path("components")) {
            String group = component.path("group").asText();
            if (!group.equals("dev.headroom")) {
                parts.add(new Part(
                        group + ":" + component.path("name").asText(),
                        component.path("version").asText(),
                        licences(component.path("licenses"))));
            }
        }
        return parts;
    }

    private static List<String> licences(JsonNode list) {
        List<String> licences = new ArrayList<>();
        for (JsonNode choice : list) {
            JsonNode license = choice.path("license");
            licences.add(
                    choice.has("expression")
                            ? choice.path("expression").asText()
                            : license.path("id").asText(license.path("name").asText()));
        }
        return licences;
    }
}
