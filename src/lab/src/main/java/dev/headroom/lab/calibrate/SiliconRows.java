// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.RowReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Measured closed loops of one model on one system: mean TTFT and TPOT by lengths and clients.
 *
 * @param rows at least one, by lengths and clients
 */
record SiliconRows(List<Row> rows) {
    /** Clients that a server does not admit wait outside; their TTFT is many times that of few clients, and no step's doing. */
    private static final double QUEUED = 5;

    /**
     * One closed loop.
     *
     * @param inputTokens of each request
     * @param outputTokens of each request
     * @param clients in flight
     * @param ttftMillis mean
     * @param tpotMillis mean
     */
    record Row(int inputTokens, int outputTokens, int clients, double ttftMillis, double tpotMillis) {
        private boolean sameLengths(Row other) {
            return inputTokens == other.inputTokens && outputTokens == other.outputTokens;
        }
    }

    SiliconRows {
        rows = List.copyOf(rows);
    }

    /** Picks rows whose precision is not stated, pipeline and data parallelism being 1; throws {@link BadInputException}. */
    static SiliconRows read(Path file, String system, String model, String backend, int tensorParallel) {
        List<Row> rows = new ArrayList<>();
        try (RowReader row = RowReader.open("silicon", file)) {
            row.require(
                    "system",
                    "model",
                    "backend",
                    "precision",
                    "isl",
                    "osl",
                    "tp",
                    "pp",
                    "concurrency",
                    "ttft_ms",
                    "tpot_ms");
            while (row.next()) {
                if (row.text("system").equals(system)
                        && row.text("model").endsWith(model)
                        && row.text("backend").equals(backend)
                        && row.text("precision").isEmpty()
                        && row.text("tp").equals(Integer.toString(tensorParallel))
                        && row.text("pp").equals("1")
                        && !row.text("concurrency").isEmpty()) {
                    rows.add(new Row(
                            row.wholeNumber("isl"),
                            row.wholeNumber("osl"),
                            row.wholeNumber("concurrency"),
                            row.notNegative("ttft_ms"),
                            row.notNegative("tpot_ms")));
                }
            }
        }
        rows.sort(Comparator.comparingInt(Row::inputTokens)
                .thenComparingInt(Row::outputTokens)
                .thenComparingInt(Row::clients));
        if (rows.isEmpty()) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "silicon %s has no rows of system %s, model %s, backend %s, tp %d without a stated precision",
                    file,
                    system,
                    model,
                    backend,
                    tensorParallel));
        }
        return new SiliconRows(rows);
    }

    /** Without those whose clients queue outside. */
    SiliconRows served() {
        return new SiliconRows(rows.stream()
                .filter(row -> row.ttftMillis() <= QUEUED * fewest(row).ttftMillis())
                .collect(Collectors.toList()));
    }

    private Row fewest(Row row) {
        return rows.stream()
                .filter(row::sameLengths)
                .min(Comparator.comparingInt(Row::clients))
                .orElse(row);
    }
}
