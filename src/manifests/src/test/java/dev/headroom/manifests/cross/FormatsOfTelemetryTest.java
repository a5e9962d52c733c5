// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.DeployFolder;
import dev.headroom.manifests.read.YamlText;
import dev.headroom.telemetry.decode.TelemetryFormat;
import dev.headroom.telemetry.decode.TelemetryFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A format of telemetry is declared in one place; the chart knows its name, the page about Kafka tells of it, and nothing else has to. */
class FormatsOfTelemetryTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path CHART = DeployFolder.CHARTS.resolve("headroom");
    private static final JsonNode SCHEMA = YamlText.document(YamlText.read(CHART.resolve("values.schema.json")))
            .at("/properties/kafka/properties/topics");

    /** Of {@code kafka.topics}, what is about all formats. */
    private static final List<String> OF_ALL = List.of("json", "namespaces");

    static List<TelemetryFormat> formats() {
        return TelemetryFormats.ALL;
    }

    /** As a chart's value is written: {@code access-logs} is {@code accessLogs}. */
    private static String valueOf(TelemetryFormat format) {
        return Pattern.compile("-([a-z])")
                .matcher(format.name())
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    @Test
    void theChartTakesTopicsOfEachAndOfNoOther() {
        Set<String> known = new TreeSet<>(OF_ALL);
        formats().forEach(format -> known.add(valueOf(format)));

        assertThat(texts(SCHEMA.at("/propertyNames/enum"))).isEqualTo(known);
    }

    /** A user that takes one out would have it read all the same, without a right to its topic. */
    @Test
    void theChartKnowsTheDefaultTopicsAndInsistsOnThem() {
        Map<String, List<String>> defaults = formats().stream()
                .filter(format -> !format.topics().isEmpty())
                .collect(Collectors.toMap(
                        FormatsOfTelemetryTest::valueOf, TelemetryFormat::topics, (one, other) -> one, TreeMap::new));
        JsonNode topics =
                YamlText.document(YamlText.read(CHART.resolve("values.yaml"))).at("/kafka/topics");
        Map<String, List<String>> values = new TreeMap<>();
        topics.properties().forEach(topic -> values.put(topic.getKey(), List.copyOf(texts(topic.getValue()))));
        OF_ALL.forEach(values::remove);

        assertThat(values).isEqualTo(defaults);
        assertThat(texts(SCHEMA.path("required"))).isEqualTo(defaults.keySet());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void thePageAboutKafkaTellsOfIt(TelemetryFormat format) {
        String topics = format.topics().isEmpty() ? "none" : "`" + String.join("`, `", format.topics()) + "`";

        assertThat(YamlText.read(ROOT.resolve("src/docs/kafka.md")))
                .contains("\n| " + topics + " | `headroom.topics." + format.name() + "` | ");
    }

    /** Where its setting stood by name, a new format would have to be added. */
    @ParameterizedTest
    @MethodSource("formats")
    void itsSettingStandsNowhereByName(TelemetryFormat format) throws IOException {
        Pattern named = Pattern.compile(Stream.of(
                        "headroom.topics." + format.name(),
                        SettingNames.variableOf(format),
                        ".topics." + valueOf(format))
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(", ")\\b")));

        for (String folder :
                List.of("telemetry-ingest/src/main", "scaler/src/main", "deploy/helm/headroom/templates")) {
            assertThat(linesWith(named, ROOT.resolve(folder))).isEmpty();
        }
    }

    private static List<String> linesWith(Pattern named, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> YamlText.read(file)
                            .lines()
                            .map(named::matcher)
                            .filter(Matcher::find)
                            .map(found -> file + ": " + found.group()))
                    .toList();
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
