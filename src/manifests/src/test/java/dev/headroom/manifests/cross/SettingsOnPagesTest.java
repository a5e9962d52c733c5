// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.manifests.read.YamlText;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.sidecar.settings.SidecarSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages about a task tell of some settings as well: each is one of the code, with the default that it has there. */
class SettingsOnPagesTest {
    private static final Path ROOT = Path.of("../..");
    private static final Map<String, String> DEFAULTS = defaults();

    /** A name in quotes; more of the same name, a value or a blank may follow. */
    private static final Pattern NAMED = Pattern.compile("`(headroom(?:\\.[a-z-]+)+)(?=[`=:. ])");

    /** Labels of Kubernetes, and the address of the service. */
    private static final Pattern NO_SETTING = Pattern.compile("headroom\\.(?:dev|headroom\\.svc)\\b.*");

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(headroom\\.[a-z.-]+)` \\|(?: `(HEADROOM_[A-Z_]+)` \\|)? ([^|]+) \\|");

    /** As people write it: 250 ms, 2 min. */
    private static final Pattern SPAN = Pattern.compile("(\\d+) (ms|s|min|h)");

    private static final Map<String, Duration> UNITS = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "min",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1));

    /** Words instead of a value: the default is the process' own, or a list that is told by its exceptions. */
    private static final Pattern WORDS = Pattern.compile("(?:all but|the) .*");

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new TreeMap<>();
        Stream.of(
                        SettingsPart.of(HeadroomSettings.class, ROOT.resolve("scaler/src/main/java")),
                        SettingsPart.of(SidecarSettings.class, ROOT.resolve("src/sidecar/src/main/java")))
                .flatMap(List::stream)
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split(" \\| ", -1))
                .forEach(cells -> defaults.put(bare(cells[0].substring(2)), bare(cells[2])));
        return defaults;
    }

    private static String bare(String cell) {
        return cell.replace("`", "");
    }

    private static Map<String, String> pages() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        pages.put("chart", YamlText.read(ROOT.resolve("deploy/helm/headroom/README.md")));
        try (Stream<Path> files = Files.list(ROOT.resolve("src/docs"))) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .forEach(file -> pages.put(file.getFileName().toString(), YamlText.read(file)));
        }
        return pages;
    }

    private static List<String> unknown(String page) {
        return NAMED.matcher(page)
                .results()
                .map(name -> name.group(1))
                .filter(name -> !NO_SETTING.matcher(name).matches())
                .filter(name -> DEFAULTS.keySet().stream()
                        .noneMatch(setting -> setting.equals(name) || setting.startsWith(name + ".")))
                .toList();
    }

    private static List<String> faults(String page) {
        List<String> faults = new ArrayList<>();
        for (Matcher row = ROW.matcher(page); row.find(); ) {
            String setting = row.group(1);
            String told = row.group(3).strip();
            String preset = DEFAULTS.get(setting);
            if (preset != null && !WORDS.matcher(told).matches() && !isSame(told, preset)) {
                faults.add("%s has the default %s, the page says %s".formatted(setting, preset, told));
            }
            String variable = setting.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
            if (row.group(2) != null && !row.group(2).equals(variable)) {
                faults.add("%s is %s, the page says %s".formatted(setting, variable, row.group(2)));
            }
        }
        return faults;
    }

    private static boolean isSame(String told, String preset) {
        String value = bare(told).replaceFirst("^none:.*", "none").replaceAll("(?<=\\d),(?=\\d{3})", "");
        return value.equals(preset)
                || (duration(preset).isPresent() && duration(value).equals(duration(preset)));
    }

    private static Optional<Duration> duration(String text) {
        Matcher span = SPAN.matcher(text);
        try {
            return Optional.of(
                    span.matches()
                            ? UNITS.get(span.group(2)).multipliedBy(Long.parseLong(span.group(1)))
                            : Duration.parse(text));
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<String> onAllPages(Map<String, String> pages, Function<String, List<String>> rule) {
        return pages.entrySet().stream()
                .flatMap(page -> rule.apply(page.getValue()).stream().map(fault -> page.getKey() + ": " + fault))
                .toList();
    }

    @Test
    void eachNameIsASettingOrTheBeginOfSome() throws IOException {
        assertThat(pages()).hasSizeGreaterThan(20);
        assertThat(onAllPages(pages(), SettingsOnPagesTest::unknown)).isEmpty();
    }

    @Test
    void eachDefaultIsThatOfTheCode() throws IOException {
        Map<String, String> pages = pages();

        // The chart's page tells what its settings mean, not their defaults. The page of settings is made from the
        // code.
        pages.remove("chart");
        pages.remove("settings.md");
        assertThat(onAllPages(pages, SettingsOnPagesTest::faults)).isEmpty();
        assertThat(pages.get("operating.md")).containsPattern(ROW);
    }

    @Test
    void aWrongNameOrDefaultIsFound() {
        assertThat(unknown(
                        "`headroom.plan.every`, `headroom.topics.*`, `headroom.plan.evry=PT1S`, `headroom.dev/kind`"))
                .containsExactly("headroom.plan.evry");
        assertThat(faults("""
                        | `headroom.plan.dark-grace` | 3 min | how long |
                        | `headroom.plan.every` | 500 ms | how often |
                        | `headroom.tls.key` | `HEADROOM_TLS_KEYS` | none: plain text | file |
                        | `headroom.panes.flush-records` | 20,001 | records |
                        """))
                .containsExactly(
                        "headroom.plan.dark-grace has the default PT2M, the page says 3 min",
                        "headroom.tls.key is HEADROOM_TLS_KEY, the page says HEADROOM_TLS_KEYS",
                        "headroom.panes.flush-records has the default 20000, the page says 20,001");
    }
}
