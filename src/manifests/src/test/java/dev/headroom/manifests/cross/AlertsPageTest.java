// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import static dev.headroom.telemetry.page.MadePart.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.DeployFolder;
import dev.headroom.manifests.read.YamlText;
import dev.headroom.telemetry.page.MadePart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The runbooks begin with a list of all alerts, made of the chart's rules; each leads to its section. */
class AlertsPageTest {
    private static final MadePart PART = new MadePart(
            Path.of("../../src/docs/runbooks.md"), AlertsPageTest.class.getSimpleName(), "headroom-manifests");

    private static final Path RULES = DeployFolder.CHARTS.resolve("headroom/rules");

    /** In the order of the sections. */
    private static final List<String> FILES =
            List.of("workloads.yaml", "service.yaml", "shared-plans.yaml", "tls.yaml");

    private static final Pattern LABEL = Pattern.compile("\\{\\{ \\$labels\\.(\\w+) }}");
    private static final Pattern FIGURE = Pattern.compile("\\{\\{ \\$value[^}]*}}");

    private static String rowOf(JsonNode rule) {
        String alert = rule.path("alert").asText();
        return row(
                "[%s](#%s)".formatted(alert, alert.toLowerCase(Locale.ROOT)),
                rule.at("/labels/severity").asText(),
                rule.path("for").asText("at once"),
                summary(rule.at("/annotations/summary").asText()));
    }

    /** With the name of a label for its value, as in {@code NAMESPACE/WORKLOAD}. */
    private static String summary(String template) {
        String text = LABEL.matcher(template).replaceAll(label -> label.group(1).toUpperCase(Locale.ROOT));
        return FIGURE.matcher(text).replaceAll("…");
    }

    @Test
    void everyFileOfRulesIsRead() throws IOException {
        try (Stream<Path> files = Files.list(RULES)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(FILES);
        }
    }

    @Test
    void theListIsAsTheRulesAre() {
        List<String> list =
                new ArrayList<>(List.of("", row("alert", "severity", "after", "says"), "|---|---|---|---|"));
        for (String file : FILES) {
            YamlText.document(YamlText.read(RULES.resolve(file))).path("rules").forEach(rule -> list.add(rowOf(rule)));
        }
        list.add("");

        PART.assertIs(list);
    }
}
