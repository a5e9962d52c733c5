// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Runs of the small engine on one H100. Closed: N clients, each sends its next request when the last has ended. Open: Poisson
 * arrivals; of these only the requests.
 */
final class RecordedRuns {
    private static final String FOLDER = "/h100-mini-engine/";

    private RecordedRuns() {}

    /** A run's throughput and median ITL in milliseconds. */
    record Run(double requestsPerSecond, double itlMillis) {}

    static List<EngineStep> steps() {
        return lines("steps.csv.gz").stream()
                .map(line -> line.split(",", -1))
                .map(cells -> new EngineStep(
                        Integer.parseInt(cells[1]),
                        Integer.parseInt(cells[2]),
                        Double.parseDouble(cells[3]),
                        Double.parseDouble(cells[4])))
                .toList();
    }

    /** The steps by run. */
    static Map<String, List<EngineStep>> stepsByRun() {
        return RunFiles.steps(path("steps.csv.gz"));
    }

    /** The requests of the closed and the open runs. */
    static Map<String, List<RecordedRequest>> requests() {
        return RunFiles.requests(path("requests.jsonl.gz"));
    }

    static Path path(String file) {
        try {
            return Path.of(Objects.requireNonNull(RecordedRuns.class.getResource(FOLDER + file), file)
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("a resource has a path", impossible);
        }
    }

    /** Runs of {@code shape}, e.g. {@code 1024-256}, by ascending concurrency. */
    static List<Run> of(String shape) {
        return lines("summary.csv").stream()
                .filter(line -> line.startsWith("closed-" + shape + "-"))
                .map(line -> line.split(",", -1))
                .map(cells -> new Run(Double.parseDouble(cells[2]), 1000 * Double.parseDouble(cells[10])))
                .toList();
    }

    /** Measured rate at an ITL, by straight lines between the runs; the last run's where all are faster. */
    static double rateAt(String shape, double itlMillis) {
        List<Run> runs = of(shape);
        for (int i = 1; i < runs.size(); i++) {
            Run below = runs.get(i - 1);
            Run above = runs.get(i);
            if (above.itlMillis() >= itlMillis) {
                double share = (itlMillis - below.itlMillis()) / (above.itlMillis() - below.itlMillis());
                return below.requestsPerSecond() + share * (above.requestsPerSecond() - below.requestsPerSecond());
            }
        }
        return runs.get(runs.size() - 1).requestsPerSecond();
    }

    private static List<String> lines(String file) {
        try (InputStream raw = Objects.requireNonNull(RecordedRuns.class.getResourceAsStream(FOLDER + file), file);
                InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
