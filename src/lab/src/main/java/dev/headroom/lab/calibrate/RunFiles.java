// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.RowReader;
import dev.headroom.lab.traffic.TraceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Files of recorded runs, plain or gzipped; what is wrong with one is a {@link BadInputException}. */
final class RunFiles {
    private RunFiles() {}

    /** CSV with {@code run,decode_seqs,prefill_tokens,decode_context_tokens,step_ms}: the steps of each run, in the order of the file. */
    static Map<String, List<EngineStep>> steps(Path file) {
        return byRun("steps", file, row -> {
            row.require("run", "decode_seqs", "prefill_tokens", "decode_context_tokens", "step_ms");
            return new EngineStep(
                    row.wholeNumber("decode_seqs"),
                    row.wholeNumber("prefill_tokens"),
                    row.notNegative("decode_context_tokens"),
                    row.notNegative("step_ms"));
        });
    }

    /**
     * JSON lines with {@code run, id, arrival_s, scheduled_s, first_token_s, end_s, input_tokens, output_tokens}: the requests of each
     * run, in order of arrival.
     */
    static Map<String, List<RecordedRequest>> requests(Path file) {
        Map<String, List<RecordedRequest>> runs = byRun(
                "requests",
                file,
                row -> new RecordedRequest(
                        row.wholeNumber("id"),
                        TraceFile.arrival(row),
                        row.number("scheduled_s"),
                        row.number("first_token_s"),
                        row.number("end_s")));
        runs.values()
                .forEach(run -> run.sort(Comparator.comparingDouble(
                                (RecordedRequest request) -> request.arrival().atSeconds())
                        .thenComparingInt(RecordedRequest::id)));
        return runs;
    }

    private static <T> Map<String, List<T>> byRun(String thing, Path file, Function<RowReader, T> read) {
        Map<String, List<T>> runs = new LinkedHashMap<>();
        try (RowReader rows = RowReader.open(thing, file)) {
            while (rows.next()) {
                String run = rows.text("run");
                if (run.isBlank()) {
                    throw rows.fault("run is missing");
                }
                runs.computeIfAbsent(run, name -> new ArrayList<>()).add(read.apply(rows));
            }
        }
        BadInputException.unless(!runs.isEmpty(), thing + " " + file + " has no " + thing);
        return runs;
    }
}
