// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.serving;

import dev.headroom.e2e.cluster.Workplace;
import dev.headroom.e2e.process.Daemon;
import dev.headroom.e2e.programs.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Locust before one server: streamed completions by a schedule of users, with a line for each answer. */
public final class Locust implements AutoCloseable {
    private static final int COLUMNS = 5;

    private final Daemon daemon;
    private final Path results;

    /**
     * One answer.
     *
     * @param begun seconds since 1970
     * @param firstTokenSeconds wait for the first token
     * @param endToEndSeconds wait for the whole answer
     */
    public record Answer(double begun, double firstTokenSeconds, double endToEndSeconds) {
        /** Seconds since 1970. */
        public double ended() {
            return begun + endToEndSeconds;
        }
    }

    /**
     * Begins at once.
     *
     * @param host URL of the server
     * @param load {@code seconds:users}, one after another, with commas between
     */
    public Locust(Workplace place, String host, String model, String load) {
        results = place.directory().resolve("locust-" + model + ".csv");
        Path environment = place.programs().folder(PythonEnvironment.LOCUST);
        daemon = place.cleanup()
                .opened(new Daemon(
                        "locust-" + model,
                        List.of(
                                environment.resolve("bin/locust").toString(),
                                "--headless",
                                "--stop-timeout",
                                "30",
                                "-f",
                                place.home()
                                        .resolve("src/e2e/python/locust/locustfile.py")
                                        .toString(),
                                "--host",
                                host),
                        // Bytecode would lie among the sources of the working copy.
                        Map.of("OUT", results.toString(), "LOAD", load, "MODEL", model, "PYTHONDONTWRITEBYTECODE", "1"),
                        place.logs()))
                .start();
    }

    public boolean runs() {
        return daemon.alive();
    }

    /** The answers without an error so far. */
    public List<Answer> answers() throws IOException {
        if (!Files.isRegularFile(results)) {
            return List.of();
        }
        List<Answer> answers = new ArrayList<>();
        List<String> lines = Files.readAllLines(results);
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length == COLUMNS && cells[4].isEmpty() && !cells[1].isEmpty()) {
                answers.add(new Answer(
                        Double.parseDouble(cells[0]), Double.parseDouble(cells[1]), Double.parseDouble(cells[2])));
            }
        }
        return answers;
    }

    /** Percentile of the wait for the first token, of answers that ended within so many seconds before a moment. */
    public OptionalDouble firstToken(double percentile, Instant moment, double seconds) throws IOException {
        double until = moment.toEpochMilli() / 1e3;
        double[] sorted = answers().stream()
                .filter(answer -> answer.ended() <= until && answer.ended() > until - seconds)
                .mapToDouble(Answer::firstTokenSeconds)
                .sorted()
                .toArray();
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(sorted[(int) Math.ceil(percentile / 100 * sorted.length) - 1]);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
