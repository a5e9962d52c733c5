// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.lab.days.DayCell.Knowledge;
import dev.headroom.lab.fleet.Attainment;
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.scaler.slo.Signal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/** A row as one line of JSON, and back; numbers have six digits. */
final class DayRowJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MathContext DIGITS = new MathContext(6);

    private DayRowJson() {}

    static String write(DayRow row) {
        ObjectNode json = JSON.createObjectNode();
        json.put("cell", row.cell().id());
        json.put("policy", row.policy());
        json.put("variant", row.variant());
        json.put("day", row.cell().day());
        json.put("peak", row.cell().peak());
        json.put("engine", row.cell().engine());
        json.put("leadTime", row.cell().leadTime());
        json.put("percentile", row.cell().percentile());
        json.put("belief", row.cell().belief().name().toLowerCase(Locale.ROOT));
        json.put("hours", row.cell().hours());
        json.put("seed", row.cell().seed());
        json.put("seconds", row.scoredSeconds());
        json.put("requests", row.requests());
        DayFigures figures = row.figures();
        json.put("kept", figures.kept());
        number(json, "ttft", figures.shares().of(Signal.TTFT));
        number(json, "itl", figures.shares().of(Signal.ITL));
        number(json, "e2e", figures.shares().of(Signal.E2E));
        number(json, "all", figures.shares().all());
        number(json, "hoursKept", figures.hoursKept());
        number(json, "gpuHours", figures.gpuHours());
        number(json, "staircaseGpuHours", row.staircaseGpuHours());
        number(json, "overStaircase", row.overStaircase());
        json.put("changes", figures.scaling().changes());
        json.put("reversals", figures.scaling().reversals());
        json.put("largestAnswer", figures.scaling().most());
        json.put("started", figures.scaling().started());
        figures.above().ifPresent(above -> {
            number(json, "overAskRatio", above.overAsk().ratio());
            json.put("overAskSeconds", above.overAsk().seconds());
        });
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers and texts are always JSON", impossible);
        }
    }

    /** Throws {@link IllegalArgumentException} for what {@link #write} did not write. */
    static DayRow read(String line) {
        try {
            return read(JSON.readTree(line));
        } catch (JsonProcessingException torn) {
            throw new IllegalArgumentException("a row must be a line of JSON, was '" + line + "'", torn);
        }
    }

    private static DayRow read(JsonNode json) {
        DayCell cell = new DayCell(
                text(json, "day"),
                json.path("peak").intValue(),
                text(json, "engine"),
                text(json, "leadTime"),
                json.path("percentile").intValue(),
                Knowledge.valueOf(text(json, "belief").toUpperCase(Locale.ROOT)),
                json.path("hours").intValue(),
                json.path("seed").longValue());
        double gpuHours = json.path("gpuHours").doubleValue();
        Optional<DayFigures.AboveStaircase> above = json.has("overAskRatio")
                ? Optional.of(new DayFigures.AboveStaircase(
                        json.path("overStaircase").doubleValue(),
                        new OverAsk(
                                json.path("overAskRatio").doubleValue(),
                                json.path("overAskSeconds").intValue())))
                : Optional.empty();
        DayFigures figures = new DayFigures(
                new Attainment(
                        json.path("all").doubleValue(),
                        BySignal.of(signal -> json.path(signal.word()).doubleValue())),
                json.path("kept").booleanValue(),
                json.path("hoursKept").doubleValue(),
                gpuHours,
                new DayFigures.Restlessness(
                        json.path("changes").intValue(),
                        json.path("reversals").intValue(),
                        json.path("largestAnswer").intValue(),
                        json.path("started").intValue()),
                above);
        return new DayRow(
                cell,
                text(json, "policy"),
                text(json, "variant"),
                json.path("seconds").intValue(),
                json.path("requests").longValue(),
                json.path("staircaseGpuHours").doubleValue(),
                figures);
    }

    private static String text(JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("a row must have a text '" + key + "', had " + value);
        }
        return value.textValue();
    }

    private static void number(ObjectNode json, String key, double value) {
        json.put(key, BigDecimal.valueOf(value).round(DIGITS).doubleValue());
    }
}
