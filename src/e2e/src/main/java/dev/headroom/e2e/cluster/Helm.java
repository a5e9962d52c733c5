// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.OneShot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Helm, on the charts of this working copy. */
public final class Helm {
    private final String executable;
    private final OneShot shell;
    private final Path charts;
    private final Path logs;

    Helm(Workplace place, String executable, Path kubeconfig) {
        this.executable = executable;
        logs = place.logs();
        charts = place.home().resolve("deploy/helm");
        shell = OneShot.in(
                place.directory(),
                Map.of(
                        "KUBECONFIG", kubeconfig.toString(),
                        "HELM_CACHE_HOME", place.folder("helm/cache").toString(),
                        "HELM_CONFIG_HOME", place.folder("helm/config").toString(),
                        "HELM_DATA_HOME", place.folder("helm/data").toString()));
    }

    /** Installs the chart, or upgrades it; settings in the form of {@code --set}. */
    public String install(List<String> settings) {
        List<String> command = new ArrayList<>(List.of(
                executable,
                "upgrade",
                "--install",
                "headroom",
                charts.resolve("headroom").toString(),
                "-n",
                "headroom"));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        return shell.output(command);
    }

    /** What a chart renders to with a file of values. */
    public String template(String chart, Path values) {
        return shell.output(List.of(
                executable,
                "template",
                "headroom",
                charts.resolve(chart).toString(),
                "-n",
                "headroom",
                "-f",
                values.toString()));
    }

    public String uninstall() {
        return shell.output(List.of(executable, "uninstall", "headroom", "-n", "headroom", "--wait"));
    }

    /** Runs the chart's tests; answers with what their pod has printed, which Helm hands on as one quoted line of its log. */
    public List<String> test() {
        Path log = logs.resolve("helm-test.log");
        shell.run(List.of(executable, "test", "headroom", "-n", "headroom"), log);
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> line.contains("msg=\""))
                    .map(line -> line.substring(line.indexOf("msg=\"") + "msg=\"".length()))
                    .flatMap(line -> Stream.of(line.replaceAll("\"$", "").split("\\\\n", -1)))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("the log of helm test cannot be read: " + failure.getMessage(), failure);
        }
    }
}
