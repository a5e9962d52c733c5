// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.read;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import dev.headroom.manifests.Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Helm charts below a folder, rendered by Helm itself. */
public final class Charts {
    /** Without one Helm takes its library's, which is older than what the charts ask for. */
    private static final String KUBERNETES = "v1.35.0";

    private static final Pattern SOURCE = Pattern.compile("(?m)^# Source: [^/\\s]+/(\\S+)$");

    private Charts() {}

    /** A chart with certain values. */
    public record Case(Path chart, Optional<Path> values) {
        @Override
        public String toString() {
            return chart.getFileName() + " with "
                    + values.map(file -> file.getFileName().toString()).orElse("its defaults");
        }
    }

    /** What a rendering gave. */
    public record Rendered(Bundle bundle, Set<String> templates) {}

    /** Every chart of a folder with its defaults, and with each file of its {@code ci} folder. */
    public static List<Case> cases(Path folder) {
        List<Case> cases = new ArrayList<>();
        for (Path chart : list(folder)) {
            if (Files.exists(chart.resolve("Chart.yaml"))) {
                cases.add(new Case(chart, Optional.empty()));
                for (Path values : list(chart.resolve("ci"))) {
                    if (values.toString().endsWith(".yaml")) {
                        cases.add(new Case(chart, Optional.of(values)));
                    }
                }
            }
        }
        return cases;
    }

    /** Lints strictly; the messages where that fails. */
    public static List<String> lint(Path chart) {
        LintResult result = new Helm(chart).lint().strict().call();
        return result.isFailed() ? result.getMessages() : List.of();
    }

    /** Renders as {@code helm template headroom --namespace headroom} would. */
    public static Rendered render(Case chartCase) {
        return render(chartCase, "headroom", "headroom");
    }

    /** Renders with a release's name and namespace. */
    public static Rendered render(Case chartCase, String release, String namespace) {
        TemplateCommand command = new Helm(chartCase.chart())
                .template()
                .withName(release)
                .withNamespace(namespace)
                .withKubeVersion(KUBERNETES);
        chartCase.values().ifPresent(command::withValuesFile);
        String text = command.call();
        Set<String> templates = new TreeSet<>();
        for (Matcher source = SOURCE.matcher(text); source.find(); ) {
            templates.add(source.group(1));
        }
        return new Rendered(new Bundle(chartCase.toString(), YamlText.objects(chartCase.toString(), text)), templates);
    }

    /** The same with the objects of {@code helm test}, which Helm leaves out of a rendering: as ordinary objects of a copy. */
    public static Rendered renderWithTests(Case chartCase, Path folder) {
        Path copy = folder.resolve(chartCase.chart().getFileName());
        try (Stream<Path> files = Files.walk(chartCase.chart())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(chartCase.chart().relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replace("helm.sh/hook:", "example.com/hook:"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return render(new Case(copy, chartCase.values()));
    }

    /** Values that no chart may take, each with the sentence that refuses it on its first line. */
    public static List<Path> valuesThatAreRefused(Path folder) {
        return list(folder.resolve("refused"));
    }

    /** Files of a chart that make objects when it is installed. */
    public static Set<String> templates(Path chart) {
        try (Stream<Path> files = Files.walk(chart.resolve("templates"))) {
            Set<String> names = new TreeSet<>();
            files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.getParent().endsWith("tests"))
                    .filter(file -> !file.getFileName().toString().startsWith("_"))
                    .forEach(file -> names.add(chart.relativize(file).toString()));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
