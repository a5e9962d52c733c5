// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.cli.loadtest.LoadTest;
import dev.headroom.cli.loadtest.ResultReader;
import dev.headroom.lab.command.Range;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.slo.DocumentName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom profile import}. */
@Command(
        name = "import",
        description = {
            "Makes a serving profile from results of load tests of one replica: Locust (statistics and history),"
                    + " GuideLLM, AIPerf, GenAI-Perf, vllm bench serve, inference-perf, headroom benchmark.",
            "The content of a file names its tool. Several files make one curve."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the profile is written", "2:an option or a file is wrong"})
final class ProfileImportCommand implements Callable<Integer> {
    /** Each request of a long run may be listed; all of it is held in memory. */
    private static final long MOST_BYTES = 96L * 1024 * 1024;

    private static final int MEGABYTE = 1024 * 1024;
    private static final double DEFAULT_PERCENTILE = 95;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Results of load tests.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--hardware",
            paramLabel = "NAME",
            required = true,
            description = "Hardware class of the replica, as p5.48xlarge or H100.")
    private String hardware = "";

    @Option(names = "--gpus", paramLabel = "N", required = true, description = "GPUs of the replica.")
    private int gpus = 1;

    @Option(
            names = "--tensor-parallel",
            paramLabel = "N",
            defaultValue = "1",
            description = "GPUs that share one copy of the model (default: ${DEFAULT-VALUE}).")
    private int tensorParallel = 1;

    @Option(
            names = "--max-sequences",
            paramLabel = "N",
            description = "Most sequences that run at once. Default: the highest measured concurrency.")
    private @Nullable Integer maxSequences;

    @Option(names = "--kv-tokens", paramLabel = "N", description = "Tokens that the KV cache holds.")
    private @Nullable Long kvTokens;

    @Option(names = "--chunk-tokens", paramLabel = "N", description = "Most tokens that one step computes.")
    private @Nullable Integer chunkTokens;

    @Option(
            names = "--input-tokens",
            paramLabel = "N",
            description = "Prompt tokens of a request, where the tool does not count them.")
    private @Nullable Double inputTokens;

    @Option(
            names = "--output-tokens",
            paramLabel = "N",
            description = "Generated tokens of a request, where the tool does not count them.")
    private @Nullable Double outputTokens;

    @Option(names = "--percentile", paramLabel = "P", description = "Percentile of the latencies. Default: 95.")
    private @Nullable Double percentile;

    @Option(names = "--mean", description = "Takes means instead of a percentile.")
    private boolean mean;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the profile goes; it must not exist yet. Default: standard output.")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        checkOptions();
        List<LoadTest> tests = ResultReader.read(texts());
        ImportedCurve curve = ImportedCurve.of(
                tests,
                mean ? OptionalDouble.empty() : OptionalDouble.of(wantedPercentile()),
                new StatedLengths(optional(inputTokens), optional(outputTokens)));
        List<String> sentences = sentences(curve);
        String yaml = text(curve.table()).yaml(sentences);
        check(yaml);
        PrintWriter to = spec.commandLine().getOut();
        if (out == null) {
            to.print(yaml);
        } else {
            write(out, yaml);
            sentences.forEach(to::println);
            to.println(out + " holds the profile; review it before it serves");
        }
        to.flush();
        return CommandLine.ExitCode.OK;
    }

    private void checkOptions() {
        BadInputException.unless(!mean || percentile == null, "--mean must not be combined with --percentile");
        BadInputException.unless(
                wantedPercentile() > 0 && wantedPercentile() < 100,
                "--percentile must be above 0 and below 100, was " + wantedPercentile());
        BadInputException.unless(
                !hardware.isBlank() && hardware.chars().noneMatch(Character::isISOControl),
                "--hardware must be text of one line, was '" + hardware.strip() + "'");
        if (inputTokens != null) {
            Range.check("--input-tokens", inputTokens, 0, Double.POSITIVE_INFINITY);
        }
        if (outputTokens != null) {
            Range.checkAboveZero("--output-tokens", outputTokens, Double.POSITIVE_INFINITY);
        }
        BadInputException.unless(out == null || !Files.exists(out), "--out must not exist yet, was '" + out + "'");
    }

    private double wantedPercentile() {
        return percentile == null ? DEFAULT_PERCENTILE : percentile;
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : files) {
            BadInputException.unless(
                    !texts.containsKey(file.toString()), "FILE must be given once, was '" + file + "' twice");
            checkSize(InputFile.existing("FILE", file));
            texts.put(file.toString(), InputFile.text("FILE", file));
        }
        return texts;
    }

    private static void checkSize(Path file) {
        try {
            long bytes = Files.size(file);
            BadInputException.unless(
                    bytes <= MOST_BYTES,
                    "FILE must have at most " + MOST_BYTES / MEGABYTE + " MiB, and '" + file + "' has "
                            + bytes / MEGABYTE);
        } catch (IOException unreadable) {
            throw new BadInputException("FILE cannot be read from '" + file + "'", unreadable);
        }
    }

    private List<String> sentences(ImportedCurve curve) {
        List<String> sentences = new ArrayList<>();
        sentences.add("Made by ./headroom profile import; latencies are "
                + (mean ? "means" : "P" + ImportedCurve.plain(wantedPercentile())) + ".");
        curve.taken().forEach(sentence -> sentences.add("taken: " + sentence));
        curve.notes().forEach(sentence -> sentences.add("note: " + sentence));
        if (maxSequences == null) {
            sentences.add(
                    "note: maxSequences is the highest measured concurrency; the server's own limit may be higher");
        }
        return sentences;
    }

    private TableDocument text(Performance.MeasuredTable table) {
        double highest = table.points().get(table.points().size() - 1).concurrency();
        return new TableDocument(
                hardware.strip(),
                gpus,
                tensorParallel,
                maxSequences == null ? (int) Math.ceil(highest) : maxSequences,
                kvTokens == null ? OptionalLong.empty() : OptionalLong.of(kvTokens),
                chunkTokens == null ? OptionalInt.empty() : OptionalInt.of(chunkTokens),
                table);
    }

    /** The service's own reader knows each rule of a profile. */
    private static void check(String yaml) {
        Optional<String> fault = ServingProfileReader.read(yaml, new DocumentName("file", "the profile"))
                .fold(valid -> Optional.empty(), invalid -> Optional.of(invalid.sentence()));
        fault.ifPresent(sentence -> {
            throw new BadInputException("the profile would be invalid: " + sentence);
        });
    }

    private static void write(Path file, String yaml) {
        try {
            Files.writeString(file, yaml);
        } catch (IOException failure) {
            throw new BadInputException("--out cannot be written to '" + file + "': " + failure.getMessage(), failure);
        }
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
