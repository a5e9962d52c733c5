// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateFile;
import dev.headroom.lab.traffic.RequestList;
import dev.headroom.lab.traffic.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes a workload of each request file of a folder. Files of rates ({@code rates-*}) make none of their own: where one stands beside
 * the request file of its name, and the requests were read off figures, rates are drawn from it and lengths from the request file, for
 * then the rates are what was measured.
 */
final class TraceFolder {
    /** A served window of 32,768 tokens: three quarters of it for prompts. Longer requests are cut. */
    static final int LONGEST_INPUT = 24_576;

    static final int LONGEST_OUTPUT = 8_192;

    private static final Pattern REQUEST_FILE = Pattern.compile("(?!rates-|shape-)(.+)\\.(csv|jsonl)(\\.gz)?");
    /** Azure's traces of 2024 and later, whose arrivals the folder's makers drew from figures. */
    private static final Pattern READ_OFF_FIGURES = Pattern.compile("azure-.*202[4-9].*");

    private final Path directory;
    private final EpisodeLength length;

    TraceFolder(Path directory, EpisodeLength length) {
        this.directory = directory;
        this.length = length;
    }

    /** By name; files are read by as many threads as there are cores. */
    List<Workload> workloads() {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> requestFiles =
                    files.filter(TraceFolder::isRequestFile).sorted().toList();
            return requestFiles.parallelStream().map(this::workload).toList();
        } catch (IOException failure) {
            throw new BadInputException("traces " + directory + " cannot be listed: " + failure.getMessage(), failure);
        }
    }

    private static boolean isRequestFile(Path file) {
        return nameOf(file).isPresent() && TraceFile.isNamedLikeOne(file);
    }

    private static Optional<String> nameOf(Path file) {
        Matcher matcher = REQUEST_FILE.matcher(String.valueOf(file.getFileName()));
        return matcher.matches() && Files.isRegularFile(file) ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private Workload workload(Path file) {
        String name = nameOf(file).orElseThrow();
        RequestList requests = TraceFile.read(file);
        Optional<KnownTrace> known =
                KnownTrace.named(name).filter(trace -> trace.windows(length).fit(requests));
        TraceWindows windows =
                known.map(trace -> trace.windows(length)).orElseGet(() -> TraceWindows.chosenFor(requests, length));
        RequestList run = windows.run(requests);
        if (run.isEmpty() || windows.training(requests).isEmpty()) {
            throw new BadInputException(
                    "trace " + file + " has no arrivals in " + windows.inWords() + ", or none before to learn from");
        }
        String title = known.map(KnownTrace::title).orElse("recording " + name) + cutNote(run);
        boolean foreseeable = known.map(KnownTrace::foreseeable).orElseGet(() -> Foresight.of(run));
        return Workload.of(
                groupOf(name) + name + "@" + windows.inWords(),
                title,
                foreseeable,
                traffic(name, requests, windows.from(), windows.to()),
                traffic(name, requests, windows.trainFrom(), windows.trainTo()));
    }

    private Traffic traffic(String name, RequestList requests, double from, double to) {
        RequestList window = requests.window(from, to).clipped(LONGEST_INPUT, LONGEST_OUTPUT);
        return rates(name)
                .filter(rates -> rates.spanSeconds() >= to)
                .map(rates -> drawn(rates, window, from))
                .orElseGet(() -> new RecordedTraffic(window));
    }

    private static Traffic drawn(RateFile rates, RequestList window, double from) {
        LengthShape lengths = LengthShapes.resampled(window);
        return DrawnTraffic.poisson(
                chance -> rates.ratesWithMinutes(chance.nextLong()).without(from), lengths, window.spanSeconds());
    }

    private Optional<RateFile> rates(String name) {
        if (!READ_OFF_FIGURES.matcher(name).matches()) {
            return Optional.empty();
        }
        return Stream.of(".csv.gz", ".csv")
                .map(ending -> directory.resolve("rates-" + name + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(RateFile::read);
    }

    private static String cutNote(RequestList run) {
        int cut = run.longerThan(LONGEST_INPUT, LONGEST_OUTPUT);
        return cut == 0
                ? ""
                : ", " + cut + " of " + run.size() + " requests cut to " + LONGEST_INPUT + " and " + LONGEST_OUTPUT
                        + " tokens";
    }

    /** The protocol's groups. */
    private static String groupOf(String name) {
        if (name.startsWith("azure")) {
            return "W4-";
        }
        if (name.startsWith("servegen")) {
            return "W6-";
        }
        return name.startsWith("mooncake") ? "W7-" : "trace-";
    }
}
