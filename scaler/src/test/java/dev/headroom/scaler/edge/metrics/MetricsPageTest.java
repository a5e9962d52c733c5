// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

import static dev.headroom.telemetry.page.MadePart.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.page.MadePart;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of metrics is made of what Prometheus gets to see of every meter. */
class MetricsPageTest {
    private static final MadePart PART =
            new MadePart(Path.of("../src/docs/metrics.md"), MetricsPageTest.class.getSimpleName(), "headroom-scaler");

    private static final String OF_A_NAMESPACE = "namespace";

    /** Labels with as many values as users have things. */
    private static final Set<String> OPEN =
            Set.of(OF_A_NAMESPACE, "workload", "policy", "topic", "percentile", "call", "code");

    private static final Pattern HELP = Pattern.compile("# HELP (\\w+) (.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
    private static final Pattern SERIES = Pattern.compile("(\\w+)\\{(.*?),?} .*");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** Ends of names, and the units that they stand for; the first that fits counts. */
    private static final List<Map.Entry<String, String>> UNITS = List.of(
            Map.entry("_requests_per_second", "requests/s"),
            Map.entry("_usd_per_hour", "USD/h"),
            Map.entry("_seconds", "s"),
            Map.entry("_seconds_max", "s"),
            Map.entry("_bytes_total", "bytes"),
            Map.entry("_ratio", "ratio"),
            Map.entry("_rate", "ratio"),
            Map.entry("_replicas", "replicas"),
            Map.entry("_requests", "requests"),
            Map.entry("_records", "records"));

    /** A family of series of one name. */
    private static final class Family {
        private final String name;
        private final String type;
        private final String help;
        private final Map<String, Set<String>> labels = new TreeMap<>();

        Family(String name, String type, String help) {
            this.name = name;
            this.type = type;
            this.help = help;
        }

        String unit() {
            if (help.startsWith("1 ")) {
                return "0 or 1";
            }
            return UNITS.stream()
                    .filter(unit -> name.endsWith(unit.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("count");
        }

        String row() {
            return MadePart.row("`" + name + "`", type, unit(), String.join(", ", literal(labels.keySet())), help);
        }
    }

    private static List<String> literal(Set<String> words) {
        return words.stream().map(word -> "`" + word + "`").toList();
    }

    private static Map<String, Family> families() {
        Map<String, String> helps = new TreeMap<>();
        Map<String, Family> families = new TreeMap<>();
        for (String line : EveryMeter.registered().scrape().lines().toList()) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher series = SERIES.matcher(line);
            if (help.matches()) {
                helps.put(help.group(1), help.group(2).strip());
            } else if (type.matches()) {
                String name = type.group(1);
                families.put(name, new Family(name, type.group(2), helps.getOrDefault(name, "")));
            } else if (series.matches()) {
                Family family = families.get(series.group(1));
                LABEL.matcher(series.group(2))
                        .results()
                        .forEach(label -> family.labels
                                .computeIfAbsent(label.group(1), name -> new TreeSet<>())
                                .add(label.group(2)));
            }
        }
        return families;
    }

    private static void addTable(List<String> page, String title, Predicate<Family> which) {
        page.addAll(List.of(
                "", "## " + title, "", row("metric", "type", "unit", "labels", "meaning"), "|---|---|---|---|---|"));
        families().values().stream().filter(which).map(Family::row).forEach(page::add);
    }

    private static List<String> page() {
        List<String> page = new ArrayList<>();
        addTable(page, "Of the service", family -> !family.labels.containsKey(OF_A_NAMESPACE));
        addTable(page, "Of each workload and policy", family -> family.labels.containsKey(OF_A_NAMESPACE));
        page.addAll(List.of("", "## Values of labels", "", row("metric", "label", "values"), "|---|---|---|"));
        families()
                .values()
                .forEach(family -> family.labels.forEach((label, values) -> {
                    if (!OPEN.contains(label)) {
                        page.add(row("`" + family.name + "`", "`" + label + "`", String.join(", ", literal(values))));
                    }
                }));
        page.add("");
        return page;
    }

    @Test
    void thePageIsAsTheMetersAre() {
        PART.assertIs(page());
    }

    @Test
    void everyNameOfAMeterIsOnThePage() throws ReflectiveOperationException {
        Set<String> names = new TreeSet<>();
        for (Field constant : MeterNames.class.getDeclaredFields()) {
            if (constant.getType() == String.class) {
                names.add((String) constant.get(null));
            }
        }

        Set<String> registered = EveryMeter.registered().getMeters().stream()
                .map(meter -> meter.getId().getName())
                .collect(Collectors.toSet());

        assertThat(registered).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void everyMetricSaysItsMeaning() {
        assertThat(families().values())
                .allSatisfy(family -> assertThat(family.help).as(family.name).isNotBlank());
    }
}
