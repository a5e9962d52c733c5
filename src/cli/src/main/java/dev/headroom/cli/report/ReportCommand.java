// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.cli.http.RunningHeadroom;
import dev.headroom.lab.file.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom report}. */
@Command(
        name = "report",
        description = {
            "Writes some hours of a workload as one HTML file, to attach to an incident.",
            "It shows load, replicas beside the fewest that carry it, each objective, and each change with its reasons."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the file is written",
            "1:Headroom does not answer, or has no figures of that time",
            "2:the command line or the decision log is wrong"
        })
public final class ReportCommand implements Callable<Integer> {
    private static final Pattern NAMES = Pattern.compile("[\\w.-]+/[\\w.-]+");

    @Spec
    private CommandSpec spec;

    @Option(names = "--workload", paramLabel = "NAMESPACE/NAME", required = true, description = "The workload.")
    private String workload;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Such as 2026-11-24T08:00:00Z; default: two hours ago, or the begin of the decision log.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "The same; default: now, or the end of the decision log.")
    private @Nullable String to;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "HTTP address of a running Headroom, which keeps 26 hours (default: ${DEFAULT-VALUE}).")
    private String url;

    @Option(
            names = "--decisions",
            paramLabel = "FILE",
            description = "A decision log (headroom.decisions.file), instead of a running Headroom.")
    private @Nullable Path decisions;

    @Option(
            names = "--out",
            paramLabel = "HTML",
            description = "Output file, which must not exist yet; default: NAMESPACE-NAME-report.html here.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BadInputException.unless(
                NAMES.matcher(workload).matches(), "--workload must be namespace/name, was '" + workload + "'");
        Path file = out == null ? Path.of(workload.replace('/', '-') + "-report.html") : out;
        BadInputException.unless(!Files.exists(file), "--out must not exist yet, was '" + file + "'");
        Optional<Instant> begin = time("--from", from);
        Optional<Instant> end = time("--to", to);
        BadInputException.unless(
                begin.isEmpty() || end.isEmpty() || begin.get().isBefore(end.get()), "--from must be before --to");
        ObjectNode report = decisions == null
                ? new LivePast(RunningHeadroom.at(url), workload).between(begin, end)
                : LoggedPast.between(decisions, workload, begin, end);
        try {
            Files.writeString(file, ReportFile.html(report));
        } catch (NoSuchFileException noFolder) {
            throw new BadInputException("--out must be a file in a folder that exists, was '" + file + "'", noFolder);
        }
        spec.commandLine().getOut().println(file);
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    private static Optional<Instant> time(String option, @Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException wrong) {
            throw new BadInputException(
                    option + " must be a time such as 2026-11-24T08:00:00Z, was '" + text + "'", wrong);
        }
    }
}
