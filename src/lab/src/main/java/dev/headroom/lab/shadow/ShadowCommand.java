// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import dev.headroom.lab.command.OutputForm;
import dev.headroom.lab.command.Range;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import dev.headroom.lab.headroom.PlannerDocuments;
import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Durations;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom shadow}: its options, and how they become a request. */
@Command(
        name = "shadow",
        description = {
            "Runs the planner on recorded telemetry and prints its answer and reasons, turn by turn.",
            "The recorded fleet stays as it was: no answer is acted on."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the planner was run", "2:an option or a file is wrong"})
public final class ShadowCommand implements Callable<Integer> {
    private static final Pattern WORKLOAD = Pattern.compile("([^/\\s]+)/([^/\\s]+)");
    private static final int MOST_REPLICAS = 999_999;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DUMP", description = "Recorded telemetry, as headroom dump writes it.")
    private Path dump;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            required = true,
            description = "The SLO policy: its ConfigMap, or the document in it.")
    private Path policy;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "The serving profile, likewise (default: none, it must learn).")
    private @Nullable Path profile;

    @Option(
            names = "--workload",
            paramLabel = "NAMESPACE/NAME",
            description = "Of the policy (default: as its ConfigMap says).")
    private String workload = "";

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "Ready throughout (default: those that telemetry shows).")
    private @Nullable Integer replicas;

    @Option(
            names = "--every",
            paramLabel = "T",
            defaultValue = "1s",
            description = "Pause between two turns, from 100ms to 1m (default: ${DEFAULT-VALUE}).")
    private Duration every;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Also draws it, as a page with every change and its reason: FILE.html.")
    private @Nullable Path picture;

    @Option(names = "--all", description = "A line for each turn, not only for changes and minutes.")
    private boolean all;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table, or json with one object a line for each turn (default: ${DEFAULT-VALUE}).")
    private OutputForm output;

    @Override
    public Integer call() {
        // Cheap checks first: a misspelt word is said before a large file is read.
        if (replicas != null) {
            Range.check("--replicas", replicas, 1, MOST_REPLICAS);
        }
        BadInputException.unless(
                every.compareTo(SHORTEST) >= 0 && every.compareTo(LONGEST) <= 0,
                "--every must be from 100ms to 1m, was " + Durations.format(every));
        InputFile.existing("DUMP", dump);
        Optional<ShadowDrawing> drawing = Optional.ofNullable(picture).map(ShadowDrawing::to);
        OptionalInt ready = replicas == null ? OptionalInt.empty() : OptionalInt.of(replicas);
        ShadowRun run = new Shadow(dump, documents(), ready, every).run();
        drawing.ifPresent(to -> to.write(run));
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputForm.JSON) {
            run.turns().forEach(turn -> out.println(ShadowJson.of(turn)));
        } else {
            out.println(ShadowTable.of(run, all));
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private PlannerDocuments documents() {
        Optional<DocumentName> wanted = named();
        DocumentFile promise = theOne("--policy", policy, DocumentKind.SLO_POLICY, wanted);
        DocumentName name = wanted.or(promise::name)
                .orElseThrow(() -> new BadInputException("--workload is missing: '" + policy
                        + "' is no ConfigMap, which would say the policy's namespace and name"));
        PlannerDocuments promised = BadInputException.in(
                "--policy '" + policy + "'", () -> PlannerDocuments.read(name, promise.text(), Optional.empty()));
        if (profile == null) {
            return promised;
        }
        Optional<DocumentName> belief =
                promised.policy().profile().map(named -> new DocumentName(name.namespace(), named));
        String text = theOne("--profile", profile, DocumentKind.SERVING_PROFILE, belief)
                .text();
        return BadInputException.in(
                "--profile '" + profile + "'", () -> PlannerDocuments.read(name, promise.text(), Optional.of(text)));
    }

    private Optional<DocumentName> named() {
        if (workload.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = WORKLOAD.matcher(workload);
        BadInputException.unless(matcher.matches(), "--workload must be NAMESPACE/NAME, was '" + workload + "'");
        return Optional.of(new DocumentName(matcher.group(1), matcher.group(2)));
    }

    /** Of several in one file the one that is named; one alone is meant whatever its name. */
    private DocumentFile theOne(String option, Path file, DocumentKind kind, Optional<DocumentName> wanted) {
        List<DocumentFile> found = DocumentFile.in(InputFile.text(option, file), kind);
        BadInputException.unless(
                !found.isEmpty(),
                option + " '" + file + "' must hold a ConfigMap with the key " + kind.dataKey()
                        + ", or the document in it");
        return found.stream()
                .filter(document -> found.size() == 1
                        || (wanted.isPresent() && document.name().equals(wanted)))
                .findFirst()
                .orElseThrow(() -> new BadInputException("--workload must name one of the ConfigMaps "
                        + found.stream()
                                .flatMap(document -> document.name().stream())
                                .map(DocumentName::toString)
                                .toList()
                        + ", was '" + workload + "'"));
    }
}
