// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e;

import dev.headroom.e2e.cluster.GivenCluster;
import dev.headroom.e2e.programs.CannotRunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command behind {@code src/e2e/run}. */
@Command(
        name = "run",
        description = "Runs Headroom among the real parts of a cluster, and measures what must hold.",
        mixinStandardHelpOptions = true)
public final class EndToEnd implements Callable<Integer> {
    @Parameters(
            paramLabel = "SCENARIO",
            description = "Scenarios to run; all without one. Instead: up leaves a cluster running, down ends it.")
    private List<String> words = List.of();

    @Option(names = "--offline", description = "Builds and fetches nothing: a missing program is an error.")
    private boolean offline;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Where the table goes as Markdown. Default: src/e2e/target/results.md.")
    private @Nullable Path results;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Runs on this cluster, which has KEDA and Kafka, instead of one of this machine.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A value of Headroom's chart on that cluster, as its image; as often as needed.")
    private List<String> values = List.of();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Where this machine finds the Kafka of that cluster. Without it, zero is left out.")
    private @Nullable String bootstrapServers;

    @Override
    public Integer call() throws Exception {
        RunRequest request = new RunRequest(
                Path.of(System.getProperty("headroom.home")), offline, Optional.ofNullable(results), target());
        boolean keeps = words.equals(List.of("up")) || words.equals(List.of("down"));
        if (keeps && kubeconfig != null) {
            throw new CannotRunException("up and down are for a cluster of this machine: leave out --kubeconfig");
        }
        if (words.equals(List.of("up"))) {
            return new Playground(request).up();
        }
        if (words.equals(List.of("down"))) {
            return new Playground(request).down();
        }
        return new ScenarioRun(request, words).call();
    }

    private Optional<GivenCluster.Target> target() {
        if (kubeconfig == null) {
            if (!values.isEmpty() || bootstrapServers != null) {
                throw new CannotRunException("--set and --bootstrap-servers are for a cluster that --kubeconfig names");
            }
            return Optional.empty();
        }
        if (!Files.isReadable(kubeconfig)) {
            throw new CannotRunException("--kubeconfig " + kubeconfig + " cannot be read");
        }
        return Optional.of(new GivenCluster.Target(kubeconfig, values, Optional.ofNullable(bootstrapServers)));
    }

    /** Arguments: those of {@code src/e2e/run}. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new EndToEnd()).setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof CannotRunException) {
                line.getErr().println("e2e: " + failure.getMessage());
                return ExitCode.USAGE;
            }
            throw failure;
        });
    }
}
