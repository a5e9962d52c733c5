// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import static dev.headroom.lab.file.Json.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.lab.bound.Bound;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.Percentiles;
import dev.headroom.lab.fleet.Attainment;
import dev.headroom.scaler.slo.Signal;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Writes a replay down as one JSON object; numbers have six digits, and null stands where there is nothing to say. */
final class ReplayJson {
    private ReplayJson() {}

    static ObjectNode of(Replayed replayed) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Replayed.Result own = replayed.own();
        put(json, replayed, own.outcome());
        json.put("boundGpuHours", ofBound(replayed, Bound::gpuHours))
                .put("fluidGpuHours", ofBound(replayed, Bound::fluidGpuHours))
                .put("boundMeanReplicas", ofBound(replayed, Bound::meanReplicas))
                // A bound of a search that was cut short may be well above the optimum.
                .put(
                        "boundSearch",
                        replayed.bound()
                                .map(bound -> bound.ranOut() ? "ran out of effort" : "complete")
                                .orElse("none"))
                .put("costUsd", figure(replayed.usdOf(own.outcome())));
        putPercentiles(json.putObject("ttftSeconds"), own.outcome().latencies().at(Signal.TTFT));
        putPercentiles(json.putObject("itlSeconds"), own.outcome().latencies().at(Signal.ITL));
        putPercentiles(json.putObject("e2eSeconds"), own.outcome().latencies().at(Signal.E2E));
        json.put("policy", own.policy().policy())
                .put("variant", own.policy().variant())
                .put("trace", replayed.given().trace())
                .put("fromSeconds", replayed.given().fromSeconds())
                .put("seconds", replayed.episode().span().scoredSeconds())
                .put("engine", replayed.given().engine())
                .put("leadTime", replayed.given().leadTime())
                .put("startReplicas", replayed.episode().cluster().startReplicas())
                .put("seed", replayed.episode().seed())
                .put("setUpKnew", replayed.given().trainedOnPast() ? "the trace before" : "the window itself");
        ArrayNode baselines = json.putArray("baselines");
        replayed.results().stream().skip(1).forEach(other -> {
            ObjectNode row = baselines
                    .addObject()
                    .put("policy", other.policy().policy())
                    .put("name", other.policy().name())
                    .put("variant", other.policy().variant());
            put(row, replayed, other.outcome());
            putDay(row, other);
        });
        putDay(json, own);
        replayed.staircaseGpuHours().ifPresent(hours -> json.put("staircaseGpuHours", figure(hours)));
        return json;
    }

    private static void put(ObjectNode json, Replayed replayed, Outcome outcome) {
        json.put("requests", outcome.requests().scored());
        Attainment attainment = outcome.attainment();
        ObjectNode shares = json.putObject("attainment").put("all", figure(attainment.all()));
        attainment.bySignal().values().forEach((signal, share) -> shares.put(signal.word(), figure(share)));
        json.put("gpuHours", figure(outcome.use().gpuHours()))
                .put("meanReplicas", figure(outcome.use().meanReplicas()))
                .put("regret", figure(replayed.regretOf(outcome)))
                .put("reversals", outcome.scaling().reversals())
                .put("scaleEvents", outcome.scaling().events())
                .put("killed", outcome.requests().killed())
                .put("unfinished", outcome.requests().unfinished())
                .put("goodputPerSecond", figure(outcome.requests().goodPerSecond()))
                .put("startGpuSeconds", figure(outcome.use().startGpuSeconds()))
                .put("drainGpuSeconds", figure(outcome.use().drainGpuSeconds()));
    }

    private static void putDay(ObjectNode json, Replayed.Result result) {
        result.day().ifPresent(day -> {
            ObjectNode figures = json.putObject("day")
                    .put("kept", day.kept())
                    .put("hoursKept", figure(day.hoursKept()))
                    .put("changes", day.scaling().changes())
                    .put("reversals", day.scaling().reversals())
                    .put("largestAnswer", day.scaling().most())
                    .put("started", day.scaling().started());
            day.above()
                    .ifPresent(above -> figures.put("overStaircase", figure(above.gpuHours()))
                            .put("overAskRatio", figure(above.overAsk().ratio()))
                            .put("overAskSeconds", above.overAsk().seconds()));
        });
    }

    private static void putPercentiles(ObjectNode json, Percentiles seconds) {
        json.put("p50", figure(seconds.p50())).put("p90", figure(seconds.p90())).put("p99", figure(seconds.p99()));
    }

    private static @Nullable Double ofBound(Replayed replayed, ToDoubleFunction<Bound> value) {
        return replayed.bound().map(bound -> figure(value.applyAsDouble(bound))).orElse(null);
    }
}
