// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.lab.bound.Bound;
import dev.headroom.lab.days.DayFigures;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.Percentiles;
import dev.headroom.lab.fleet.Attainment;
import dev.headroom.scaler.slo.Signal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Writes a replay down as one JSON object; numbers have six digits, and null stands where there is nothing to say. */
final class ReplayJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MathContext DIGITS = new MathContext(6);

    private ReplayJson() {}

    static String of(Replayed replayed) {
        ObjectNode json = JSON.createObjectNode();
        Outcome own = replayed.own().outcome();
        put(json, replayed, own);
        put(json, "boundGpuHours", ofBound(replayed, Bound::gpuHours));
        put(json, "fluidGpuHours", ofBound(replayed, Bound::fluidGpuHours));
        put(json, "boundMeanReplicas", ofBound(replayed, Bound::meanReplicas));
        json.put("boundSearch", search(replayed));
        put(json, "costUsd", replayed.usdOf(own));
        json.set("ttftSeconds", percentiles(own.latencies().at(Signal.TTFT)));
        json.set("itlSeconds", percentiles(own.latencies().at(Signal.ITL)));
        json.set("e2eSeconds", percentiles(own.latencies().at(Signal.E2E)));
        putGiven(json, replayed);
        ArrayNode baselines = json.putArray("baselines");
        List<Replayed.Result> others =
                replayed.results().subList(1, replayed.results().size());
        for (Replayed.Result other : others) {
            ObjectNode row = baselines.addObject();
            row.put("policy", other.policy().policy());
            row.put("name", other.policy().name());
            row.put("variant", other.policy().variant());
            put(row, replayed, other.outcome());
            other.day().ifPresent(day -> row.set("day", day(day)));
        }
        replayed.own().day().ifPresent(day -> json.set("day", day(day)));
        replayed.staircase()
                .ifPresent(steps -> put(
                        json,
                        "staircaseGpuHours",
                        OptionalDouble.of(
                                steps.gpuHours(replayed.episode().engine().gpus()))));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers and texts are always JSON", impossible);
        }
    }

    private static void put(ObjectNode json, Replayed replayed, Outcome outcome) {
        json.put("requests", outcome.requests().scored());
        Attainment attainment = outcome.attainment();
        ObjectNode shares = json.putObject("attainment");
        put(shares, "all", OptionalDouble.of(attainment.all()));
        attainment.bySignal().values().forEach((signal, share) -> put(shares, signal.word(), OptionalDouble.of(share)));
        put(json, "gpuHours", OptionalDouble.of(outcome.use().gpuHours()));
        put(json, "meanReplicas", OptionalDouble.of(outcome.use().meanReplicas()));
        put(json, "regret", replayed.regretOf(outcome));
        json.put("reversals", outcome.scaling().reversals());
        json.put("scaleEvents", outcome.scaling().events());
        json.put("killed", outcome.requests().killed());
        json.put("unfinished", outcome.requests().unfinished());
        put(json, "goodputPerSecond", OptionalDouble.of(outcome.requests().goodPerSecond()));
        put(json, "startGpuSeconds", OptionalDouble.of(outcome.use().startGpuSeconds()));
        put(json, "drainGpuSeconds", OptionalDouble.of(outcome.use().drainGpuSeconds()));
    }

    private static ObjectNode day(DayFigures day) {
        ObjectNode json = JSON.createObjectNode();
        json.put("kept", day.kept());
        put(json, "hoursKept", OptionalDouble.of(day.hoursKept()));
        json.put("changes", day.scaling().changes());
        json.put("reversals", day.scaling().reversals());
        json.put("largestAnswer", day.scaling().most());
        json.put("started", day.scaling().started());
        day.above().ifPresent(above -> {
            put(json, "overStaircase", OptionalDouble.of(above.gpuHours()));
            put(json, "overAskRatio", OptionalDouble.of(above.overAsk().ratio()));
            json.put("overAskSeconds", above.overAsk().seconds());
        });
        return json;
    }

    private static void putGiven(ObjectNode json, Replayed replayed) {
        json.put("policy", replayed.own().policy().policy());
        json.put("variant", replayed.own().policy().variant());
        json.put("trace", replayed.given().trace());
        json.put("fromSeconds", replayed.given().fromSeconds());
        json.put("seconds", replayed.episode().span().scoredSeconds());
        json.put("engine", replayed.given().engine());
        json.put("leadTime", replayed.given().leadTime());
        json.put("startReplicas", replayed.episode().cluster().startReplicas());
        json.put("seed", replayed.episode().seed());
        json.put("setUpKnew", replayed.given().trainedOnPast() ? "the trace before" : "the window itself");
    }

    /** Whether the search came to its own end: a bound of a search that was cut short may be well above the optimum. */
    private static String search(Replayed replayed) {
        return replayed.bound()
                .map(bound -> bound.ranOut() ? "ran out of effort" : "complete")
                .orElse("none");
    }

    private static OptionalDouble ofBound(Replayed replayed, ToDoubleFunction<Bound> value) {
        return replayed.bound()
                .map(bound -> OptionalDouble.of(value.applyAsDouble(bound)))
                .orElse(OptionalDouble.empty());
    }

    private static ObjectNode percentiles(Percentiles seconds) {
        ObjectNode json = JSON.createObjectNode();
        put(json, "p50", OptionalDouble.of(seconds.p50()));
        put(json, "p90", OptionalDouble.of(seconds.p90()));
        put(json, "p99", OptionalDouble.of(seconds.p99()));
        return json;
    }

    private static void put(ObjectNode json, String key, OptionalDouble value) {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            json.put(key, BigDecimal.valueOf(value.getAsDouble()).round(DIGITS).doubleValue());
        } else {
            json.putNull(key);
        }
    }
}
