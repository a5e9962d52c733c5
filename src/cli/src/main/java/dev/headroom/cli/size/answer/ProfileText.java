// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.slo.SloPolicyReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Writes a serving profile as {@code ServingProfileReader} reads it. */
final class ProfileText {
    private static final MathContext DIGITS = new MathContext(6);
    private static final double MICROS = 1e6;

    private ProfileText() {}

    static String of(ServingProfile profile) {
        ServingProfile.EngineLimits engine = profile.engine();
        List<String> lines = new ArrayList<>(List.of(
                "apiVersion: " + SloPolicyReader.API_VERSION,
                "hardware: \"" + profile.hardware().replace("\\", "\\\\").replace("\"", "\\\"") + '"',
                "gpus: " + profile.gpus(),
                "tensorParallel: " + engine.tensorParallel(),
                "maxSequences: " + engine.maxSequences()));
        engine.kvTokens().ifPresent(tokens -> lines.add("kvTokens: " + tokens));
        lines.add("chunkTokens: " + engine.chunkTokens());
        lines.addAll(profile.performance().fold(ProfileText::table, ProfileText::stepTime));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> table(Performance.MeasuredTable table) {
        List<String> lines = new ArrayList<>(List.of(
                "table:",
                "  inputTokens: " + number(table.inputTokens()),
                "  outputTokens: " + number(table.outputTokens()),
                "  columns: " + (table.meanColumns() ? "mean" : "percentile"),
                "  points:"));
        for (Performance.Point point : table.points()) {
            lines.add("    - { concurrency: " + number(point.concurrency()) + duration(", ttft", point.ttft())
                    + duration(", itl", point.itl()) + duration(", e2e", point.e2e()) + " }");
        }
        return lines;
    }

    private static List<String> stepTime(Performance.StepTime times) {
        return List.of(
                "stepTime:",
                "  baseMs: " + number(times.base()),
                "  perSequenceMs: " + number(times.perSequence()),
                "  perContextTokenMs: " + number(times.perContextToken()),
                "  perPrefillTokenMs: " + number(times.perPrefillToken()),
                "  mixedExtraMs: " + number(times.mixedExtra()),
                "  mixedPerContextTokenMs: " + number(times.mixedPerContextToken()));
    }

    /** To the microsecond: rising figures then stay so. */
    private static String duration(String key, OptionalDouble seconds) {
        return seconds.isEmpty() ? "" : key + ": " + Math.max(1, Math.round(seconds.getAsDouble() * MICROS)) + "us";
    }

    private static String number(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
