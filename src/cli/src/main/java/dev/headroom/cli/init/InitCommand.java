// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.init;

import dev.headroom.lab.command.CommandLines;
import dev.headroom.lab.file.BadInputException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom init}. */
@Command(
        name = "init",
        description = {
            "Finds the model servers of a cluster, and writes files for review.",
            "For each it writes a policy with mode: advise, a ScaledObject, and a patch with the Collector's label.",
            "It reads the cluster of the current kubectl context. It applies nothing."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:files were written",
            "1:the cluster does not answer, or forbids to list its objects",
            "2:the command line is wrong, or the folder exists",
            "3:no model server was found, so no file was written"
        })
public final class InitCommand implements Callable<Integer> {
    static final int NOTHING_FOUND = 3;

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final int CONNECTING_MS = 5_000;

    /** A list of all Deployments of a large cluster takes seconds. */
    private static final int ANSWERING_MS = 30_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Look in this namespace alone (default: all).")
    private @Nullable String namespace;

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            defaultValue = "conversational",
            description = {
                "Class of use, which sets the proposed promise: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
                "Its limits are in the written README.md."
            })
    private UseClass use;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "headroom-init",
            description = "Folder to write, which must not exist (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Override
    public Integer call() {
        BadInputException.unless(
                namespace == null || NAMESPACE.matcher(namespace).matches(),
                "-n must be the name of a namespace, was '" + namespace + "'");
        BadInputException.unless(
                !Files.exists(folder, LinkOption.NOFOLLOW_LINKS),
                "--out must name a folder that does not exist, was '" + folder + "'");
        ClusterSurvey.Found found;
        try (KubernetesClient client = client()) {
            found = ClusterSurvey.of(client, Optional.ofNullable(namespace));
        }
        String where = namespace == null ? "all namespaces" : "namespace " + namespace;
        if (found.workloads().isEmpty()) {
            return CommandLines.say(
                    spec.commandLine(),
                    "no Deployment or StatefulSet of " + where + " runs vLLM, SGLang or TGI, so nothing was written",
                    NOTHING_FOUND);
        }
        int files = write(found);
        print(found, where, files);
        return CommandLine.ExitCode.OK;
    }

    /** Of the current context. An attempt more than one would only delay the sentence about an absent server. */
    private static KubernetesClient client() {
        Config config = Config.autoConfigure(null);
        config.setRequestRetryBackoffLimit(0);
        config.setConnectionTimeout(CONNECTING_MS);
        config.setRequestTimeout(ANSWERING_MS);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private int write(ClusterSurvey.Found found) {
        Map<FoundWorkload, Map<String, String>> proposals = new LinkedHashMap<>();
        found.workloads().forEach(one -> proposals.put(one, new Proposal(one, use).files()));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("README.md", new FolderReadme(found, use, proposals).text());
        proposals.forEach(
                (one, texts) -> texts.forEach((name, text) -> files.put(FolderReadme.pathOf(one, name), text)));
        files.forEach((path, text) -> {
            try {
                Path file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (IOException failure) {
                throw new UncheckedIOException("'" + folder + "' cannot be written: " + failure, failure);
            }
        });
        return files.size();
    }

    private void print(ClusterSurvey.Found found, String where, int files) {
        PrintWriter to = spec.commandLine().getOut();
        to.printf(
                Locale.ROOT,
                "%d model server%s in %s:%n",
                found.workloads().size(),
                found.workloads().size() == 1 ? "" : "s",
                where);
        found.workloads()
                .forEach(one -> to.printf(
                        Locale.ROOT,
                        "  %s: %s, %s, %s, replicas today %d%n",
                        one.title(),
                        one.kind(),
                        one.server().kind().title(),
                        one.server().models().isEmpty()
                                ? "model unknown"
                                : one.server().models().stream().collect(Collectors.joining(", ", "model ", "")),
                        one.replicas()));
        to.printf(Locale.ROOT, "Wrote %d files to %s for review, and applied nothing.%n", files, folder);
        to.printf(Locale.ROOT, "Read %s first: commands, guesses, open points.%n", folder.resolve("README.md"));
        to.flush();
    }
}
