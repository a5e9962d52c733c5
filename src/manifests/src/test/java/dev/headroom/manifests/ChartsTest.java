// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.manifests.cross.CrossChecks;
import dev.headroom.manifests.cross.Given;
import dev.headroom.manifests.cross.Meters;
import dev.headroom.manifests.read.Charts;
import dev.headroom.manifests.read.YamlText;
import dev.headroom.manifests.rule.Kinds;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The charts, rendered by Helm with their defaults and with each set of values that stands beside them. */
class ChartsTest {
    private static final Kinds KINDS = Kinds.load();
    private static final CrossChecks CROSS = new CrossChecks(Meters.load(), Announced.settings());
    private static final Map<Charts.Case, Charts.Rendered> RENDERED = new ConcurrentHashMap<>();

    private static Charts.Rendered rendered(Charts.Case chartCase) {
        return RENDERED.computeIfAbsent(chartCase, Charts::render);
    }

    static List<Charts.Case> cases() {
        return Charts.cases(DeployFolder.CHARTS);
    }

    static List<Path> charts() {
        return cases().stream().map(Charts.Case::chart).distinct().toList();
    }

    static List<Path> refusedValues() {
        return Charts.valuesThatAreRefused(DeployFolder.CHARTS);
    }

    @ParameterizedTest
    @MethodSource("charts")
    void areLintedStrictly(Path chart) {
        assertThat(Charts.lint(chart)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holdObjectsThatTheApiServerWouldTake(Charts.Case chartCase) {
        Bundle bundle = rendered(chartCase).bundle();

        assertThat(bundle.objects()).isNotEmpty();
        assertThat(bundle.objects()).flatExtracting(KINDS::check).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fitTogether(Charts.Case chartCase) {
        Given given = chartCase
                .values()
                .map(values -> Given.namedIn(YamlText.read(values)))
                .orElse(Given.NOTHING)
                .or(Given.namedIn(YamlText.read(chartCase.chart().resolve("values.yaml"))));

        assertThat(CROSS.check(rendered(chartCase).bundle(), given)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("charts")
    void useEveryTemplateInSomeCase(Path chart) {
        Set<String> unused = new TreeSet<>(Charts.templates(chart));
        cases().stream()
                .filter(chartCase -> chartCase.chart().equals(chart))
                .forEach(chartCase -> unused.removeAll(rendered(chartCase).templates()));

        assertThat(unused).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refusedValues")
    void refuseValuesThatMakeNoSenseAndSayWhy(Path values) {
        String first = YamlText.read(values).lines().findFirst().orElse("");
        assertThat(first).startsWith("# refused with: ");
        Charts.Case chartCase = new Charts.Case(DeployFolder.CHARTS.resolve("headroom"), Optional.of(values));

        assertThatThrownBy(() -> Charts.render(chartCase))
                .hasMessageContaining(first.substring("# refused with: ".length()));
    }

    @Test
    void tellOfEveryAlertWhatToDo() {
        Set<String> alerts = new TreeSet<>();
        cases().forEach(chartCase -> alerts.addAll(alertsOf(chartCase)));

        String runbooks = YamlText.read(DeployFolder.CHARTS.resolve("../../src/docs/runbooks.md"));
        Set<String> sections = Pattern.compile("(?m)^### (\\w+)$")
                .matcher(runbooks)
                .results()
                .map(section -> section.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(alerts).isNotEmpty();
        assertThat(sections).isEqualTo(alerts);
    }

    @Test
    void nameTheRunbookOfEachAlert() {
        Charts.Case monitoring = new Charts.Case(
                DeployFolder.CHARTS.resolve("headroom"),
                Optional.of(DeployFolder.CHARTS.resolve("headroom/ci/monitoring-values.yaml")));

        rendered(monitoring)
                .bundle()
                .of("monitoring.coreos.com", "PrometheusRule")
                .forEach(object -> object.at("spec", "groups")
                        .findParents("alert")
                        .forEach(rule -> assertThat(
                                        rule.at("/annotations/runbook_url").asText())
                                .isEqualTo("https://wiki.example.org/headroom/runbooks.md#"
                                        + rule.path("alert").asText().toLowerCase(Locale.ROOT))));
    }

    /** Helm drops a file of rules that is not valid YAML without a word. */
    @Test
    void holdEveryAlertOfTheirRules() {
        Set<String> written = new TreeSet<>();
        for (String file : List.of("service", "shared-plans", "workloads")) {
            String text = YamlText.read(DeployFolder.CHARTS.resolve("headroom/rules/" + file + ".yaml"));
            text.lines()
                    .filter(line -> line.startsWith("  - alert: "))
                    .forEach(line -> written.add(line.substring("  - alert: ".length())));
        }
        written.remove("HeadroomWorkloadNeverSeen"); // disabled in this case

        assertThat(alertsOf(new Charts.Case(
                        DeployFolder.CHARTS.resolve("headroom"),
                        Optional.of(DeployFolder.CHARTS.resolve("headroom/ci/monitoring-values.yaml")))))
                .isEqualTo(written);
    }

    private static Set<String> alertsOf(Charts.Case chartCase) {
        Set<String> alerts = new TreeSet<>();
        rendered(chartCase)
                .bundle()
                .of("monitoring.coreos.com", "PrometheusRule")
                .forEach(rule ->
                        rule.at("spec", "groups").findValues("alert").forEach(alert -> alerts.add(alert.asText())));
        return alerts;
    }

    @Test
    void makeThePlainManifestOfTheirDefaults() {
        Bundle chart = rendered(new Charts.Case(DeployFolder.CHARTS.resolve("headroom"), Optional.empty()))
                .bundle();
        Path file = DeployFolder.ROOT.resolve("manifests/headroom.yaml");
        List<KubeObject> plain = DeployFolder.bundle("plain", file).objects();

        assertThat(plain.get(0).toString()).endsWith("Namespace/headroom");
        assertThat(plain.subList(1, plain.size()))
                .extracting(KubeObject::tree)
                .containsExactlyElementsOf(
                        chart.objects().stream().map(KubeObject::tree).toList());
    }
}
