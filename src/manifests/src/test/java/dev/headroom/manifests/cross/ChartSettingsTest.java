// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Announced;
import dev.headroom.manifests.DeployFolder;
import dev.headroom.manifests.read.YamlText;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
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
        missing.removeIf(environment::contains);
        missing.removeIf(
                name -> environment.contains(name.toLowerCase(Locale.ROOT).replace('_', '.')));

        assertThat(missing).isEmpty();
    }
}
