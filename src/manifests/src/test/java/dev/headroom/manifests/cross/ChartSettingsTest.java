// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Announced;
import dev.headroom.manifests.DeployFolder;
import dev.headroom.manifests.read.Charts;
import dev.headroom.manifests.read.YamlText;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.decode.TelemetryFormats;
import dev.headroom.telemetry.pipeline.Losses;
import dev.headroom.telemetry.validate.Rejection;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart's schema lists the service's settings by name: neither may know one that the other does not. */
class ChartSettingsTest {
    private static final Path CHART = DeployFolder.CHARTS.resolve("headroom");

    private static Set<String> variablesOfTheSchema() {
        JsonNode schema = YamlText.document(YamlText.read(CHART.resolve("values.schema.json")));
        Set<String> variables = new TreeSet<>();
        schema.path("properties")
                .path("settings")
                .path("properties")
                .fieldNames()
                .forEachRemaining(
                        name -> variables.add(name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT)));
        return variables;
    }

    @Test
    void takesSettingsThatTheServiceReads() {
        Set<String> unknown = variablesOfTheSchema();
        assertThat(unknown).isNotEmpty();

        unknown.removeAll(SettingNames.variables());
        unknown.removeAll(Announced.settings());

        assertThat(unknown).isEmpty();
    }

    @Test
    void takesEverySettingOfTheService() {
        String environment = YamlText.read(CHART.resolve("templates/_env.tpl"));
        Set<String> missing = SettingNames.variables();
        missing.removeAll(variablesOfTheSchema());
        TelemetryFormats.ALL.stream().map(SettingNames::variableOf).forEach(missing::remove);
        missing.removeIf(environment::contains);
        missing.removeIf(
                name -> environment.contains(name.toLowerCase(Locale.ROOT).replace('_', '.')));

        assertThat(missing).isEmpty();
    }

    /** As the service knows them: what it refuses to start with, the chart refuses to render. */
    @Test
    void takesEveryReasonOfADeadLetter() {
        Set<String> reasons = new TreeSet<>();
        YamlText.document(YamlText.read(CHART.resolve("values.schema.json")))
                .at("/properties/kafka/properties/deadLetters/properties/reasons/items/enum")
                .forEach(reason -> reasons.add(reason.asText()));

        assertThat(reasons).isEqualTo(reasonsOfTheService());
    }

    /** Topics of a format that is turned off are an empty variable; any other would be a setting without a value, which is refused. */
    @Test
    void setsNoVariableForAnEmptyList() {
        Set<String> set = variablesOf(Optional.empty());
        Set<String> more = variablesOf(Optional.of(CHART.resolve("ci/gateways-dead-letters-values.yaml")));

        more.removeAll(set);

        assertThat(more)
                .containsExactlyInAnyOrder(
                        "HEADROOM_TOPICS_ACCESS_LOGS",
                        "HEADROOM_TOPICS_KONG",
                        "HEADROOM_TOPICS_DYNAMO",
                        "HEADROOM_TOPICS_JSON",
                        "HEADROOM_TOPICS_NAMESPACES__LLM_KONG_",
                        "HEADROOM_DEAD_LETTERS_TOPIC",
                        "HEADROOM_DEAD_LETTERS_REASONS");
    }

    private static Set<String> variablesOf(Optional<Path> values) {
        Set<String> names = new TreeSet<>();
        Charts.render(new Charts.Case(CHART, values))
                .bundle()
                .podTemplates()
                .forEach(pod -> pod.containers()
                        .forEach(container -> container.path("env").forEach(one -> {
                            String name = one.path("name").asText();
                            assertThat(one.path("value").asText("-").isEmpty())
                                    .as("%s", one)
                                    .isEqualTo(name.equals("HEADROOM_TOPICS_METRICS") && values.isPresent());
                            names.add(name);
                        })));
        return names;
    }

    private static Set<String> reasonsOfTheService() {
        Set<String> reasons = new TreeSet<>(Set.of(Losses.DEFECT));
        Stream.of(SkipReason.values())
                .filter(SkipReason::isLoss)
                .map(Losses::nameOf)
                .forEach(reasons::add);
        Stream.of(Rejection.values()).map(Losses::nameOf).forEach(reasons::add);
        return reasons;
    }
}
