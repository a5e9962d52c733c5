// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.read.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Descriptions in YAML and JSON: what a schema, an alert or a dashboard says about itself. */
final class ValueTexts {
    private static final Set<String> KEYS = Set.of("description", "title", "summary", "message");

    /** A text is found in its file by its beginning. */
    private static final int BEGINNING = 20;

    private ValueTexts() {}

    static List<Passage> of(String file, String source) {
        List<Passage> passages = new ArrayList<>();
        for (JsonNode document : YamlText.documents(source)) {
            collect(document, file, source, passages);
        }
        return passages;
    }

    private static void collect(JsonNode node, String file, String source, List<Passage> passages) {
        node.properties().forEach(field -> {
            if (KEYS.contains(field.getKey()) && field.getValue().isTextual()) {
                String text = field.getValue().asText();
                int place = source.indexOf(text.substring(0, Math.min(BEGINNING, text.length())));
                passages.add(
                        new Passage(file, Lines.of(source, Math.max(place, 0)), TemplateTexts.withoutActions(text)));
            }
        });
        node.forEach(child -> collect(child, file, source, passages));
    }
}
