// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.simulate.Latencies;
import dev.headroom.lab.simulate.Simulation;
import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recorded run, to be run again in the simulator. One whose name ends in {@code -cN} and begins with {@code closed} has N
 * clients in a closed loop; all others are open loops.
 *
 * @param name of the run
 * @param requests in order of arrival
 */
record RunOfRequests(String name, List<RecordedRequest> requests) {
    private static final Pattern CLOSED = Pattern.compile("closed.*-c([0-9]{1,6})");
    private static final double[] PERCENTILES = {50, 95};

    RunOfRequests {
        requests = List.copyOf(requests);
    }

    /** Predicts P50 and P95 of TTFT, ITL and E2E with one slot limit and seed, beside what was measured. */
    List<PredictedFigure> predicted(EngineModel model, int maxSequences, long seed) {
        EngineLimits limits = model.limits();
        EngineModel started = model.withLimits(new EngineLimits(maxSequences, limits.stepTokens(), limits.kvTokens()));
        List<ServedRequest> served = served(started, seed);
        List<PredictedFigure> figures = new ArrayList<>();
        add(figures, "ttft", served, ServedRequest::timeToFirstTokenSeconds, RecordedRequest::timeToFirstTokenSeconds);
        add(figures, "itl", served, ServedRequest::interTokenSeconds, RecordedRequest::interTokenSeconds);
        add(figures, "e2e", served, ServedRequest::endToEndSeconds, RecordedRequest::endToEndSeconds);
        return figures;
    }

    private List<ServedRequest> served(EngineModel model, long seed) {
        List<Arrival> arrivals = requests.stream().map(RecordedRequest::arrival).toList();
        Matcher closed = CLOSED.matcher(name);
        return closed.matches()
                ? Simulation.closed(model, 1, seed, arrivals, Integer.parseInt(closed.group(1)))
                : Simulation.open(model, 1, seed, arrivals);
    }

    private void add(
            List<PredictedFigure> figures,
            String signal,
            List<ServedRequest> served,
            ToDoubleFunction<ServedRequest> predicted,
            ToDoubleFunction<RecordedRequest> measured) {
        Latencies simulated = Latencies.of(served, predicted);
        Latencies recorded =
                Latencies.of(requests.stream().mapToDouble(measured).toArray());
        for (double percentile : PERCENTILES) {
            figures.add(new PredictedFigure(
                    name, signal, percentile, recorded.percentile(percentile), simulated.percentile(percentile)));
        }
    }
}
