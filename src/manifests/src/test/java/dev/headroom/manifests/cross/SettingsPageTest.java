// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.sidecar.settings.SidecarSettings;
import dev.headroom.telemetry.page.MadePart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The page of settings is made of the interfaces that declare them, and of their Javadoc. */
class SettingsPageTest {
    private static final Path ROOT = Path.of("../..");

    private static final MadePart PART = new MadePart(
            ROOT.resolve("src/docs/settings.md"), SettingsPageTest.class.getSimpleName(), "headroom-manifests");

    private static List<String> page() {
        List<String> page = new ArrayList<>(List.of("", "## The service", ""));
        page.addAll(SettingsPart.of(HeadroomSettings.class, ROOT.resolve("scaler/src/main/java")));
        page.addAll(List.of("## The sidecar", ""));
        page.addAll(SettingsPart.of(SidecarSettings.class, ROOT.resolve("src/sidecar/src/main/java")));
        return page;
    }

    private static List<String> rows() {
        return page().stream().filter(line -> line.startsWith("| `")).toList();
    }

    @Test
    void thePageIsAsTheSettingsAre() {
        PART.assertIs(page());
    }

    /** The variables are collected in another way, for the charts. */
    @Test
    void everyVariableOfTheServiceIsOneOfThePage() {
        Set<String> told = new TreeSet<>();
        rows().stream()
                .map(row -> row.split("`", -1)[1])
                .filter(name -> !name.startsWith("headroom.sidecar."))
                .map(name ->
                        name.replace("\"NAME\"", "").replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))
                .forEach(told::add);

        assertThat(told).isEqualTo(SettingNames.variables());
    }

    @Test
    void everySettingSaysItsMeaning() {
        assertThat(rows())
                .hasSizeGreaterThan(80)
                .allSatisfy(row -> assertThat(row).endsWith(". |"));
    }
}
