// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.headroom.PlannerDocuments;
import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is run, and how it becomes a request. What is wrong ends the reading with one sentence. */
public final class ShadowOptions {
    private static final Pattern WORKLOAD = Pattern.compile("([^/\\s]+)/([^/\\s]+)");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}");
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Parameters(paramLabel = "DUMP", description = "Recorded telemetry, as headroom dump writes it.")
    private Path dump = Path.of("");

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            required = true,
            description = "The SLO policy: its ConfigMap, or the document in it.")
    private Path policy = Path.of("");

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "The serving profile, likewise. Default: none, it must learn.")
    private @Nullable Path profile;

    @Option(
            names = "--workload",
            paramLabel = "NAMESPACE/NAME",
            description = "Of the policy. Default: as its ConfigMap says.")
    private String workload = "";

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "Ready throughout. Default: those that telemetry shows.")
    private String replicas = "";

    @Option(
            names = "--every",
            paramLabel = "T",
            description = "Pause between two turns, from 100ms to 1m. Default: 1s.")
    private String every = "1s";

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Also draws it: FILE.svg, or FILE.html with every change and its reason.")
    private @Nullable Path picture;

    @Option(names = "--all", description = "A line for each turn, not only for changes and minutes.")
    private boolean all;

    /** Filled by picocli. */
    public ShadowOptions() {}

    /**
     * Runs the planner over the dump, and writes what it answered.
     *
     * @param json whether each turn becomes a JSON object on a line of its own
     * @throws BadInputException with one sentence, where an option or a file is wrong
     */
    public void run(boolean json, PrintWriter out) {
        Optional<ShadowDrawing> drawing = Optional.ofNullable(picture).map(ShadowDrawing::to);
        ShadowRun run = new Shadow(request()).run();
        drawing.ifPresent(to -> to.write(run));
        if (json) {
            run.turns().forEach(turn -> out.println(ShadowJson.of(turn)));
        } else {
            out.println(ShadowTable.of(run, all));
        }
    }

    /** Cheap checks first: a misspelt word is said before a large file is read. */
    ShadowRequest request() {
        OptionalInt ready = ready();
        Duration pause = pause();
        existing("DUMP", dump);
        return new ShadowRequest(dump, documents(), ready, pause);
    }

    private OptionalInt ready() {
        if (replicas.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!COUNT.matcher(replicas).matches()) {
            throw new BadInputException("--replicas must be a whole number from 1 to 999999, was '" + replicas + "'");
        }
        return OptionalInt.of(Integer.parseInt(replicas));
    }

    private Duration pause() {
        return Durations.parse(every)
                .filter(pause -> pause.compareTo(SHORTEST) >= 0 && pause.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> new BadInputException("--every must be a duration from " + Durations.format(SHORTEST)
                        + " to 1m, was '" + every + "'"));
    }

    private PlannerDocuments documents() {
        Optional<DocumentName> wanted = named();
        DocumentFile promise = theOne(documents("--policy", policy, DocumentKind.SLO_POLICY), wanted);
        DocumentName name = wanted.or(promise::name)
                .orElseThrow(() -> new BadInputException("--workload is missing: '" + policy
                        + "' is no ConfigMap, which would say the policy's namespace and name"));
        PlannerDocuments promised = valid("--policy", policy, name, promise.text(), Optional.empty());
        if (profile == null) {
            return promised;
        }
        Optional<DocumentName> belief =
                promised.policy().profile().map(named -> new DocumentName(name.namespace(), named));
        String text = theOne(documents("--profile", profile, DocumentKind.SERVING_PROFILE), belief)
                .text();
        return valid("--profile", profile, name, promise.text(), Optional.of(text));
    }

    private Optional<DocumentName> named() {
        if (workload.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = WORKLOAD.matcher(workload);
        if (!matcher.matches()) {
            throw new BadInputException("--workload must be NAMESPACE/NAME, was '" + workload + "'");
        }
        return Optional.of(new DocumentName(matcher.group(1), matcher.group(2)));
    }

    private static List<DocumentFile> documents(String option, Path file, DocumentKind kind) {
        List<DocumentFile> found = DocumentFile.in(text(option, file), kind);
        if (found.isEmpty()) {
            throw new BadInputException(option + " '" + file + "' must hold a ConfigMap with the key " + kind.dataKey()
                    + ", or the document in it");
        }
        return found;
    }

    /** Of several in one file the one that is named; one alone is meant whatever its name. */
    private DocumentFile theOne(List<DocumentFile> documents, Optional<DocumentName> wanted) {
        if (documents.size() == 1) {
            return documents.get(0);
        }
        return documents.stream()
                .filter(document -> wanted.isPresent() && document.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new BadInputException("--workload must name one of the ConfigMaps "
                        + documents.stream()
                                .flatMap(document -> document.name().stream())
                                .map(DocumentName::toString)
                                .toList()
                        + ", was '" + workload + "'"));
    }

    private static PlannerDocuments valid(
            String option, Path file, DocumentName name, String policyText, Optional<String> profileText) {
        try {
            return PlannerDocuments.read(name, policyText, profileText);
        } catch (IllegalArgumentException faulty) {
            throw new BadInputException(option + " '" + file + "': " + faulty.getMessage(), faulty);
        }
    }

    private static Path existing(String option, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(option + " must be a file, and there is none at '" + file + "'");
        }
        return file;
    }

    private static String text(String option, Path file) {
        try {
            return Files.readString(existing(option, file));
        } catch (CharacterCodingException binary) {
            throw new BadInputException(option + " must be UTF-8 text, which '" + file + "' is not", binary);
        } catch (IOException unreadable) {
            throw new BadInputException(
                    option + " cannot be read from '" + file + "': " + unreadable.getMessage(), unreadable);
        }
    }
}
