// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.slo.SloPolicyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A serving profile with a table, as YAML for review.
 *
 * @param hardware hardware class
 * @param gpus of one replica
 * @param tensorParallel GPUs that share one model copy
 * @param maxSequences most sequences that run at once
 * @param kvTokens tokens that the KV cache holds; empty when not stated
 * @param chunkTokens most tokens of one step; empty when not stated
 * @param table the measurement
 */
record TableDocument(
        String hardware,
        int gpus,
        int tensorParallel,
        int maxSequences,
        OptionalLong kvTokens,
        OptionalInt chunkTokens,
        Performance.MeasuredTable table) {

    /**
     * The document.
     *
     * @param comments for its head, one line each
     */
    String yaml(List<String> comments) {
        List<String> lines = new ArrayList<>();
        comments.forEach(comment -> lines.add("# " + comment.replaceAll("\\p{Cntrl}", " ")));
        lines.add("apiVersion: " + SloPolicyReader.API_VERSION);
        lines.add("hardware: \"" + hardware.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        lines.add("gpus: " + gpus);
        lines.add("tensorParallel: " + tensorParallel);
        lines.add("maxSequences: " + maxSequences);
        kvTokens.ifPresent(tokens -> lines.add("kvTokens: " + tokens));
        chunkTokens.ifPresent(tokens -> lines.add("chunkTokens: " + tokens));
        lines.add("table:");
        lines.add("  inputTokens: " + ImportedCurve.plain(table.inputTokens()));
        lines.add("  outputTokens: " + ImportedCurve.plain(table.outputTokens()));
        lines.add("  columns: " + (table.meanColumns() ? "mean" : "percentile"));
        lines.add("  points:");
        table.points().forEach(point -> lines.add("    - { " + row(point) + " }"));
        return String.join("\n", lines) + "\n";
    }

    private static String row(Performance.Point point) {
        List<String> fields = new ArrayList<>();
        fields.add("concurrency: " + ImportedCurve.plain(point.concurrency()));
        for (Signal signal : Signal.values()) {
            point.of(signal).ifPresent(seconds -> fields.add(signal.word() + ": " + duration(seconds)));
        }
        return String.join(", ", fields);
    }

    /** To the microsecond; in ms below a second, as people read latencies. */
    private static String duration(double seconds) {
        double micros = Math.max(1, Math.round(seconds * 1e6));
        return micros < 1e6 ? ImportedCurve.plain(micros / 1e3) + "ms" : ImportedCurve.plain(micros / 1e6) + "s";
    }
}
