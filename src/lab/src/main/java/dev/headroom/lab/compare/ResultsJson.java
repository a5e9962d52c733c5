// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.lab.compare.cell.RowJson;
import dev.headroom.lab.compare.cell.Side;
import dev.headroom.lab.compare.verdict.Bar;
import dev.headroom.lab.compare.verdict.CellVerdict;
import dev.headroom.lab.compare.verdict.Interval;
import dev.headroom.lab.compare.verdict.Outcome;
import dev.headroom.lab.compare.verdict.Regrets;
import dev.headroom.lab.compare.verdict.SideVerdict;
import dev.headroom.lab.compare.verdict.Standing;
import dev.headroom.lab.compare.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A comparison as one JSON document: {@code meta}, {@code verdicts}, {@code tunings}, {@code rows}; a row a line. No time and no machine
 * is in it: the same suite, seed and code give the same bytes.
 */
final class ResultsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultsJson() {}

    static String document(Suite suite, Findings findings, Verdict verdict) {
        StringBuilder text = new StringBuilder("{\n\"meta\": ").append(line(meta(suite)));
        text.append(",\n\"verdicts\": {\n\"ours\": ").append(line(side(verdict.ours())));
        text.append(",\n\"matchedAttainment\": ").append(verdict.attainment());
        array(text, "bars", verdict.bars().stream().map(ResultsJson::bar));
        array(
                text,
                "caveats",
                verdict.caveats().stream().map(caveat -> JSON.getNodeFactory().textNode(caveat)));
        array(
                text,
                "opponents",
                Stream.of("all", "foreseeable", "unforeseeable")
                        .flatMap(load ->
                                standing(verdict, load).lines().stream().map(opponent -> opponent(load, opponent))));
        array(text, "settings", verdict.all().lines().stream().flatMap(ResultsJson::cells));
        array(text, "regrets", verdict.regrets().stream().map(ResultsJson::regret));
        text.append("\n}");
        array(text, "tunings", findings.tunings().stream().map(ResultsJson::tuning));
        array(text, "rows", findings.rows().stream().map(RowJson::write));
        return text.append("\n}\n").toString();
    }

    private static void array(StringBuilder text, String name, Stream<? extends JsonNode> elements) {
        List<String> lines = elements.map(ResultsJson::line).toList();
        text.append(",\n\"").append(name).append("\": [");
        text.append(lines.isEmpty() ? "" : "\n" + String.join(",\n", lines) + "\n")
                .append(']');
    }

    private static ObjectNode meta(Suite suite) {
        ObjectNode meta = JSON.createObjectNode();
        meta.put("suite", suite.size().name());
        suite.seeds().forEach(meta.putArray("seeds")::add);
        suite.size().leadTimes().forEach(meta.putArray("leadTimes")::add);
        suite.size().ladder().forEach(meta.putArray("knobs")::add);
        suite.settings().stream()
                .map(setting -> setting.workload())
                .distinct()
                .forEach(meta.putArray("workloads")::add);
        ArrayNode policies = meta.putArray("policies");
        suite.entrants().forEach(entrant -> {
            ObjectNode policy = policies.addObject();
            policy.put("policy", entrant.policy());
            policy.put("title", entrant.title());
            policy.put("role", entrant.role().name().toLowerCase(Locale.ROOT));
        });
        return meta;
    }

    private static ObjectNode side(Side side) {
        ObjectNode json = JSON.createObjectNode();
        json.put("policy", side.policy());
        json.put("variant", side.variant());
        return json;
    }

    private static ObjectNode bar(Bar bar) {
        ObjectNode json = JSON.createObjectNode();
        json.put("what", bar.what());
        json.put("measured", bar.measured());
        json.put("state", bar.state().name().toLowerCase(Locale.ROOT));
        return json;
    }

    private static Standing standing(Verdict verdict, String load) {
        return switch (load) {
            case "foreseeable" -> verdict.foreseeable();
            case "unforeseeable" -> verdict.unforeseeable();
            default -> verdict.all();
        };
    }

    private static ObjectNode opponent(String load, SideVerdict opponent) {
        ObjectNode json = JSON.createObjectNode();
        json.put("load", load);
        json.put("opponent", opponent.name());
        json.put("settings", opponent.cells().size());
        for (Outcome outcome : Outcome.values()) {
            json.put(outcome.word(), opponent.count(outcome));
        }
        json.put("ahead", opponent.ahead());
        json.put("behind", opponent.behind());
        opponent.pooled().ifPresent(interval -> interval(json, interval));
        json.put("claim", opponent.claim().name().toLowerCase(Locale.ROOT));
        return json;
    }

    private static Stream<ObjectNode> cells(SideVerdict opponent) {
        return opponent.cells().stream().map(cell -> {
            ObjectNode json = JSON.createObjectNode();
            json.put("against", opponent.name());
            json.put("workload", cell.setting().workload());
            json.put("foreseeable", cell.setting().foreseeable());
            json.put("leadTime", cell.setting().leadTime());
            json.put("engine", cell.setting().engine());
            json.put("belief", cell.setting().belief().word());
            json.put("opponentPolicy", cell.opponent().policy());
            json.put("opponentVariant", cell.opponent().variant());
            figures(json, cell);
            return json;
        });
    }

    private static void figures(ObjectNode json, CellVerdict cell) {
        json.put("outcome", cell.outcome().word());
        put(json, "oursGpuHours", cell.ours());
        put(json, "theirsGpuHours", cell.theirs());
        put(json, "relativeDifference", cell.relativeDifference());
        cell.difference().ifPresent(interval -> interval(json, interval));
        put(json, "attainmentGain", cell.attainmentGain());
        json.put("because", cell.because());
    }

    private static void interval(ObjectNode json, Interval interval) {
        json.put("mean", interval.mean());
        json.put("low", interval.low());
        json.put("high", interval.high());
        json.put("values", interval.values());
    }

    private static ObjectNode regret(Regrets regret) {
        ObjectNode json = side(regret.side());
        finite(json, "foreseeableMedian", regret.foreseeableMedian());
        finite(json, "unforeseeableMedian", regret.unforeseeableMedian());
        json.put("settings", regret.cells().size());
        json.put(
                "notReached",
                regret.cells().stream().filter(cell -> cell.regret().isEmpty()).count());
        return json;
    }

    private static ObjectNode tuning(Tuning tuning) {
        ObjectNode json = JSON.createObjectNode();
        json.put("workload", tuning.setting().workload());
        json.put("leadTime", tuning.setting().leadTime());
        json.put("engine", tuning.setting().engine());
        json.put("policy", tuning.chosen().side().policy());
        json.put("parameters", tuning.chosen().parameters());
        json.put("attainment", tuning.attainment());
        json.put("gpuHours", tuning.gpuHours());
        json.put("tried", tuning.tried());
        return json;
    }

    private static void finite(ObjectNode json, String field, OptionalDouble value) {
        put(json, field, value.isPresent() && Double.isFinite(value.getAsDouble()) ? value : OptionalDouble.empty());
    }

    private static void put(ObjectNode json, String field, OptionalDouble value) {
        if (value.isPresent()) {
            json.put(field, value.getAsDouble());
        } else {
            json.putNull(field);
        }
    }

    private static String line(JsonNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers and texts are always JSON", impossible);
        }
    }
}
