// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.OneShot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Helm, on the charts of this working copy. */
public final class Helm {
    /** Each would have a say in which cluster Helm changes, and as whom: the cluster of the run must be the only choice. */
    private static final List<String> OVERRIDING = List.of(
            "HELM_KUBECONTEXT",
            "HELM_KUBETOKEN",
            "HELM_KUBEASUSER",
            "HELM_KUBEASGROUPS",
            "HELM_KUBEAPISERVER",
            "HELM_KUBECAFILE",
            "HELM_KUBETLS_SERVER_NAME",
            "HELM_KUBEINSECURE_SKIP_TLS_VERIFY",
            "HELM_NAMESPACE",
            "HELM_DRIVER");

    private final List<String> start;
    private final OneShot shell;
    private final Path charts;
    private final Path logs;

    Helm(Workplace place, String executable, Path kubeconfig, String context) {
        start = List.of(executable, "--kubeconfig", kubeconfig.toString(), "--kube-context", context);
        logs = place.logs();
        charts = place.home().resolve("deploy/helm");
        Map<String, String> environment = new HashMap<>();
        OVERRIDING.forEach(variable -> environment.put(variable, ""));
        environment.put("HELM_CACHE_HOME", place.folder("helm/cache").toString());
        environment.put("HELM_CONFIG_HOME", place.folder("helm/config").toString());
        environment.put("HELM_DATA_HOME", place.folder("helm/data").toString());
        shell = OneShot.in(place.directory(), environment);
    }

    /** Installs the chart, or upgrades it; settings in the form of {@code --set}. */
    public String install(List<String> settings) {
        List<String> command = command(
                "upgrade", "--install", "headroom", charts.resolve("headroom").toString(), "-n", "headroom");
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        return shell.output(command);
    }

    /** What a chart renders to with a file of values. */
    public String template(String chart, Path values) {
        return shell.output(command(
                "template", "headroom", charts.resolve(chart).toString(), "-n", "headroom", "-f", values.toString()));
    }

    /** Removes the release, also after an installation that failed halfway; does nothing where no release is. */
    public String uninstall() {
        return shell.output(command("uninstall", "headroom", "-n", "headroom", "--ignore-not-found", "--wait"));
    }

    /** Runs the chart's tests; answers with what their pod has printed, which Helm hands on as one quoted line of its log. */
    public List<String> test() {
        Path log = logs.resolve("helm-test.log");
        shell.run(command("test", "headroom", "-n", "headroom"), log);
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

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(start);
        command.addAll(Arrays.asList(arguments));
        return command;
    }
}
