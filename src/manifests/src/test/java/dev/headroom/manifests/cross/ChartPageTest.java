// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.DeployFolder;
import dev.headroom.manifests.read.YamlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The chart's page has a row for each setting of the service and for each value, with the default that the chart has. */
class ChartPageTest {
    private static final Path CHART = DeployFolder.CHARTS.resolve("headroom");
    private static final String PAGE = YamlText.read(CHART.resolve("README.md"));
    private static final JsonNode VALUES = YamlText.document(YamlText.read(CHART.resolve("values.yaml")));

    private static final Pattern SETTINGS_ROW = Pattern.compile("(?m)^\\| ((?:`headroom\\.[^`]+`(?:, )?)+) \\|");
    private static final Pattern SETTING = Pattern.compile("`([^`]+)`");
    private static final Pattern VALUE_ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| ([^|\\n]*)\\|");

    /** The default is too long for a table. */
    private static final String ELSEWHERE = "see values.yaml";

    /** Its keys are the formats of telemetry, which have a row of their own. */
    private static final String BY_FORMAT = "kafka.topics";

    private static String valuesPart() {
        return PAGE.substring(PAGE.indexOf("\n## Values\n"));
    }

    /** Defaults on the page, by the value's key. */
    private static Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        for (Matcher row = VALUE_ROW.matcher(valuesPart()); row.find(); ) {
            String before = rows.put(row.group(1), row.group(2).strip());
            assertThat(before).as("%s stands once", row.group(1)).isNull();
        }
        rows.keySet().removeIf(key -> key.startsWith(BY_FORMAT + "."));
        return rows;
    }

    private static JsonNode valueOf(String key) {
        return VALUES.at("/" + key.replace('.', '/'));
    }

    private static void collectLeaves(String prefix, JsonNode map, Map<String, String> rows, List<String> leaves) {
        map.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            if (rows.containsKey(key) || key.equals(BY_FORMAT)) {
                return;
            }
            if (entry.getValue().isObject() && !entry.getValue().isEmpty()) {
                collectLeaves(key + ".", entry.getValue(), rows, leaves);
            } else {
                leaves.add(key);
            }
        });
    }

    @Test
    void hasEachKeyOfTheSettings() {
        List<String> told = new ArrayList<>();
        for (Matcher row = SETTINGS_ROW.matcher(PAGE.substring(PAGE.indexOf("| key of `settings` |"))); row.find(); ) {
            SETTING.matcher(row.group(1)).results().forEach(setting -> told.add(setting.group(1)));
        }
        List<String> known = new ArrayList<>();
        YamlText.document(YamlText.read(CHART.resolve("values.schema.json")))
                .at("/properties/settings/properties")
                .fieldNames()
                .forEachRemaining(known::add);

        assertThat(told).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void saysTheDefaultThatTheChartHas() {
        Map<String, String> rows = rows();

        rows.values().removeIf(ELSEWHERE::equals);
        assertThat(rows).hasSizeGreaterThan(100);
        List<String> wrong = new ArrayList<>();
        rows.forEach((key, told) -> {
            JsonNode value = valueOf(key);
            boolean absent =
                    value.isNull() || (value.isTextual() && value.textValue().isEmpty());
            String preset = absent ? "" : "`" + jsonOf(value) + "`";
            if (!told.equals(preset)) {
                wrong.add("%s is %s by default, the page says %s".formatted(key, preset, told));
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void hasARowForEachValue() {
        List<String> leaves = new ArrayList<>();
        collectLeaves("", VALUES, rows(), leaves);

        assertThat(leaves).isEmpty();
    }

    /** With a blank after each comma and colon between values, as people write it. */
    private static String jsonOf(JsonNode value) {
        return value.toString()
                .replaceAll("(?<=[\"\\]}\\w]),(?=[\"\\[{\\w])", ", ")
                .replaceAll("\":(?=\\S)", "\": ");
    }
}
