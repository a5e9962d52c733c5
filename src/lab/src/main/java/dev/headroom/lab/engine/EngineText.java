// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes an engine as the YAML that {@link EngineFile} reads. */
public final class EngineText {
    /** No step was ever measured to more digits than these. */
    private static final MathContext DIGITS = new MathContext(5);

    private EngineText() {}

    /**
     * The YAML text.
     *
     * @param model whose times are tables or straight lines, with or without graph buckets
     * @param comments lines above it, without the sign of a comment
     * @throws IllegalArgumentException when the times are of another kind
     */
    public static String of(EngineModel model, List<String> comments) {
        StringBuilder text = new StringBuilder();
        comments.forEach(line -> text.append(("# " + line).strip()).append('\n'));
        line(text, "apiVersion", EngineFile.API_VERSION);
        line(text, "engine", quoted(model.name()));
        line(text, "hardware", quoted(model.hardware()));
        line(text, "gpus", Integer.toString(model.gpus()));
        line(text, "maxSequences", Integer.toString(model.limits().maxSequences()));
        line(text, "stepTokens", Integer.toString(model.limits().stepTokens()));
        line(text, "kvTokens", Long.toString(model.limits().kvTokens()));
        line(text, "prefixHitShare", plain(model.prefixHitShare()));
        line(text, "stepNoise", plain(model.stepNoise()));
        line(text, "tokensPerStep", plain(model.tokensPerStep()));
        times(text, model.times());
        return text.toString();
    }

    private static void times(StringBuilder text, StepTimes times) {
        if (times instanceof GraphBuckets buckets) {
            line(text, "graphBuckets", Integer.toString(buckets.largest()));
            times(text, buckets.inner());
        } else if (times instanceof LinearStepTimes lines) {
            lines(text, lines);
        } else if (times instanceof StepTable table) {
            text.append("stepTables:\n  decode:\n");
            line(text, "    perPaddedTokenMs", plain(table.perPaddedTokenMs()));
            grid(text, table.decode(), "sequences", "meanContextTokens");
            text.append("  mixed:\n");
            line(text, "    perAttendedTokenMs", plain(table.perAttendedTokenMs()));
            grid(text, table.mixed(), "prefillTokens", "contextTokens");
        } else {
            throw new IllegalArgumentException("only tables and straight lines can be written, was " + times);
        }
    }

    private static void lines(StringBuilder text, LinearStepTimes lines) {
        text.append("stepTime:\n");
        line(text, "  baseMs", plain(lines.baseMs()));
        line(text, "  perSequenceMs", plain(lines.perSequenceMs()));
        line(text, "  perContextTokenMs", plain(lines.perContextTokenMs()));
        line(text, "  perPrefillTokenMs", plain(lines.perPrefillTokenMs()));
        line(text, "  mixedExtraMs", plain(lines.mixedExtraMs()));
        line(text, "  mixedPerContextTokenMs", plain(lines.mixedPerContextTokenMs()));
    }

    private static void grid(StringBuilder text, StepGrid grid, String rowKey, String columnKey) {
        line(text, "    " + columnKey, list(grid.columns()));
        text.append("    rows:\n");
        double[] rows = grid.rows();
        for (int row = 0; row < rows.length; row++) {
            text.append("      - { ")
                    .append(rowKey)
                    .append(": ")
                    .append(plain(rows[row]))
                    .append(", millis: ")
                    .append(list(grid.row(row)))
                    .append(" }\n");
        }
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(": ").append(value).append('\n');
    }

    private static String list(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(EngineText::plain).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Whole numbers stay whole, since marks of rulers are; all others lose what was never measured. */
    private static String plain(double number) {
        if (number == Math.rint(number)) {
            return Long.toString(Math.round(number));
        }
        return new BigDecimal(number).round(DIGITS).stripTrailingZeros().toString();
    }

    /** Plain where YAML takes it for text in any case. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9._-]*") ? text : "'" + text.replace("'", "''") + "'";
    }
}
