// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;

/** Rows as one flat JSON object each. A row that is written and read again is the same row, to the last bit of its numbers. */
public final class RowJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RowJson() {}

    /** The row's fields in a fixed order; what is not known is null. */
    public static ObjectNode write(ResultRow row) {
        ObjectNode json = JSON.createObjectNode();
        conditions(json, row.cell());
        figures(json, row);
        Service service = row.service();
        json.put("requests", service.requests());
        json.put("violations", service.violations());
        json.put("violationsAboveBound", service.violationsAboveBound());
        put(json, "goodputPerSecond", service.goodputPerSecond());
        put(json, "ttftP99Seconds", service.ttftP99Seconds());
        put(json, "itlP99Seconds", service.itlP99Seconds());
        put(json, "e2eP99Seconds", service.e2eP99Seconds());
        json.put("scaleEvents", row.moves().scaleEvents());
        json.put("reversals", row.moves().reversals());
        json.put("killed", row.moves().killed());
        causes(json, row.causes());
        return json;
    }

    /** The row of a JSON text; what is no row is refused with one sentence. */
    public static ResultRow read(String text) {
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException noJson) {
            throw new IllegalArgumentException("a row must be JSON: " + noJson.getOriginalMessage(), noJson);
        }
    }

    private static void conditions(ObjectNode json, Cell cell) {
        json.put("workload", cell.setting().workload());
        json.put("foreseeable", cell.setting().foreseeable());
        json.put("leadTime", cell.setting().leadTime());
        json.put("engine", cell.setting().engine());
        json.put("belief", cell.setting().belief().word());
        json.put("policy", cell.contender().side().policy());
        json.put("variant", cell.contender().side().variant());
        json.put("parameters", cell.contender().parameters());
        json.put("knob", cell.contender().knob());
        json.put("window", cell.window().word());
        json.put("seed", cell.seed());
    }

    private static void figures(ObjectNode json, ResultRow row) {
        put(json, "attainment", row.attainment().all());
        put(json, "attainmentTtft", row.attainment().ttft());
        put(json, "attainmentItl", row.attainment().itl());
        put(json, "attainmentE2e", row.attainment().e2e());
        put(json, "gpuHours", row.cost().gpuHours());
        put(json, "meanReplicas", row.cost().meanReplicas());
        put(json, "wastedGpuSeconds", row.cost().wastedGpuSeconds());
        put(json, "boundGpuHours", row.bounds().clairvoyantGpuHours().orElse(Double.NaN));
        put(json, "fluidGpuHours", row.bounds().fluidGpuHours().orElse(Double.NaN));
        json.put("boundSearchRanOut", row.bounds().ranOut());
        put(json, "regret", row.regret().orElse(Double.NaN));
    }

    private static void causes(ObjectNode json, Causes causes) {
        json.put("missedTtft", causes.signals().ttft());
        json.put("missedItl", causes.signals().itl());
        json.put("missedE2e", causes.signals().e2e());
        json.put("missedInRise", causes.phases().rise());
        json.put("missedInLevel", causes.phases().level());
        json.put("missedInFall", causes.phases().fall());
        json.put("missedWhileStarting", causes.scaling().starting());
        json.put("missedAfterFall", causes.scaling().afterFall());
        json.put("missedWhenSettled", causes.scaling().settled());
        put(json, "surplusReplicas", causes.surplus());
        put(json, "shortReplicas", causes.shortage());
    }

    private static Causes causes(JsonNode json) {
        return new Causes(
                new Causes.Signals(count(json, "missedTtft"), count(json, "missedItl"), count(json, "missedE2e")),
                new Causes.Phases(
                        count(json, "missedInRise"), count(json, "missedInLevel"), count(json, "missedInFall")),
                new Causes.Scaling(
                        count(json, "missedWhileStarting"),
                        count(json, "missedAfterFall"),
                        count(json, "missedWhenSettled")),
                number(json, "surplusReplicas"),
                number(json, "shortReplicas"));
    }

    private static long count(JsonNode json, String field) {
        return field(json, field).longValue();
    }

    private static void put(ObjectNode json, String field, double value) {
        if (Double.isFinite(value)) {
            json.put(field, value);
        } else {
            json.putNull(field);
        }
    }

    private static ResultRow read(JsonNode json) {
        return new ResultRow(
                cell(json),
                new Attainment(
                        number(json, "attainment"),
                        number(json, "attainmentTtft"),
                        number(json, "attainmentItl"),
                        number(json, "attainmentE2e")),
                new Cost(number(json, "gpuHours"), number(json, "meanReplicas"), number(json, "wastedGpuSeconds")),
                new Bounds(
                        maybe(json, "boundGpuHours"),
                        maybe(json, "fluidGpuHours"),
                        field(json, "boundSearchRanOut").booleanValue()),
                new Moves(
                        field(json, "scaleEvents").intValue(),
                        field(json, "reversals").intValue(),
                        field(json, "killed").longValue()),
                service(json),
                causes(json));
    }

    private static Cell cell(JsonNode json) {
        String belief = text(json, "belief");
        Setting setting = new Setting(
                text(json, "workload"),
                field(json, "foreseeable").booleanValue(),
                text(json, "leadTime"),
                text(json, "engine"),
                Belief.of(belief)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "belief of a row must be absent, high, true or low, was '" + belief + "'")));
        Contender contender = new Contender(
                new Side(text(json, "policy"), text(json, "variant")), text(json, "parameters"), number(json, "knob"));
        Window window = text(json, "window").equals(Window.TRAINING.word()) ? Window.TRAINING : Window.RUN;
        return new Cell(setting, contender, window, field(json, "seed").longValue());
    }

    private static Service service(JsonNode json) {
        return new Service(
                field(json, "requests").longValue(),
                field(json, "violations").longValue(),
                field(json, "violationsAboveBound").longValue(),
                number(json, "goodputPerSecond"),
                maybe(json, "ttftP99Seconds").orElse(Double.NaN),
                maybe(json, "itlP99Seconds").orElse(Double.NaN),
                maybe(json, "e2eP99Seconds").orElse(Double.NaN));
    }

    private static JsonNode field(JsonNode json, String name) {
        JsonNode field = json.get(name);
        if (field == null) {
            throw new IllegalArgumentException("a row must have the field " + name);
        }
        return field;
    }

    private static String text(JsonNode json, String name) {
        return field(json, name).asText();
    }

    private static double number(JsonNode json, String name) {
        return maybe(json, name).orElseThrow(() -> new IllegalArgumentException(name + " of a row must be a number"));
    }

    private static OptionalDouble maybe(JsonNode json, String name) {
        JsonNode field = field(json, name);
        return field.isNumber() ? OptionalDouble.of(field.doubleValue()) : OptionalDouble.empty();
    }
}
