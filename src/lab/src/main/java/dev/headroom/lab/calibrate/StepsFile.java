// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.file.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recorded steps: CSV with columns {@code run,decode_seqs,prefill_tokens,decode_context_tokens,step_ms}, plain or gzipped. */
final class StepsFile {
    private StepsFile() {}

    /** The steps of each run, in the order of the file; throws {@link BadInputException}. */
    static Map<String, List<EngineStep>> read(Path file) {
        Map<String, List<EngineStep>> runs = new LinkedHashMap<>();
        CsvTable.read("steps", file, "run", "decode_seqs", "prefill_tokens", "decode_context_tokens", "step_ms")
                .rows()
                .forEach(row -> runs.computeIfAbsent(row.text("run"), run -> new ArrayList<>())
                        .add(new EngineStep(
                                row.whole("decode_seqs"),
                                row.whole("prefill_tokens"),
                                row.number("decode_context_tokens"),
                                row.number("step_ms"))));
        if (runs.isEmpty()) {
            throw new BadInputException("steps " + file + " has no steps");
        }
        return runs;
    }
}
