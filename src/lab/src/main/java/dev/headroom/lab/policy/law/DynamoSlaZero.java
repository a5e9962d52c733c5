// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Observation;
import dev.headroom.lab.policy.monitor.RouterCounter;
import dev.headroom.lab.policy.monitor.ServerGauge;
import dev.headroom.scaler.slo.Signal;

/**
 * Dynamo's SLA planner of v0.x: every 180 s the next interval's tokens over profiled throughputs, corrected by how far observed
 * latency is from what the profile expects. It sizes prefill and decode workers apart. Here one replica does both: its decode profile
 * is taken with the prefill going on beside it, which favours it, and the larger need counts. Remembers the series it forecasts.
 */
public final class DynamoSlaZero implements Baseline {
    /** Its interval, and its forecast's step. */
    public static final double INTERVAL_SECONDS = 180;

    private final EngineSheet sheet;
    private final double prefillTokensPerSecond;
    private final double interTokenSeconds;
    private final Forecast requests;
    private double inputTokens;
    private double outputTokens;

    /**
     * With its profile.
     *
     * @param sheet profile of the decode side
     * @param prefillTokensPerSecond profile of the prefill side
     * @param interTokenSeconds the SLA's ITL
     * @param predictor of the number of requests
     */
    public DynamoSlaZero(
            EngineSheet sheet, double prefillTokensPerSecond, double interTokenSeconds, Forecast.Kind predictor) {
        this.sheet = sheet;
        this.prefillTokensPerSecond = Demands.positive("prefillTokensPerSecond", prefillTokensPerSecond);
        this.interTokenSeconds = interTokenSeconds;
        this.requests = new Forecast(predictor);
        this.inputTokens = sheet.inputTokens();
        this.outputTokens = sheet.outputTokens();
    }

    @Override
    public Recommendation decide(Observation seen) {
        if (seen.perSecond(RouterCounter.ARRIVED, INTERVAL_SECONDS).isEmpty()) {
            return Recommendation.hold("no interval seen yet");
        }
        requests.add(seen.perSecond(RouterCounter.ARRIVED, INTERVAL_SECONDS).getAsDouble());
        inputTokens = seen.meanInputTokens(INTERVAL_SECONDS).orElse(inputTokens);
        outputTokens = seen.meanOutputTokens(INTERVAL_SECONDS).orElse(outputTokens);
        EngineSheet now = sheet.of(inputTokens, outputTokens);
        double prefill = requests.next() * now.computedInputTokens() * prefillCorrection(seen, now);
        double decode = requests.next() * outputTokens;
        int batch = now.largestLoadedBatch(interTokenSeconds / decodeCorrection(seen, now), now.mostSequences());
        double needed = Math.max(prefill / prefillTokensPerSecond, decode / (batch / now.loadedSeconds(batch)));
        return Recommendation.of(Math.max(1, needed), requests.next() + " requests/s next, batch " + batch);
    }

    /** Observed over expected TTFT, never above 1: a queue means fewer prefills, not more. */
    private static double prefillCorrection(Observation seen, EngineSheet now) {
        double expected = now.prefillSeconds(now.computedInputTokens(), 0);
        double observed = seen.mean(Signal.TTFT, INTERVAL_SECONDS).orElse(expected);
        return Math.min(1, observed / expected);
    }

    /** Observed over expected ITL at the present concurrency. */
    private static double decodeCorrection(Observation seen, EngineSheet now) {
        double running = seen.averagePerPod(ServerGauge.RUNNING, INTERVAL_SECONDS);
        int sequences = (int) Math.max(1, Math.min(now.mostSequences(), Double.isNaN(running) ? 1 : running));
        double expected = now.loadedSeconds(sequences);
        double observed = seen.mean(Signal.ITL, INTERVAL_SECONDS).orElse(expected);
        return observed / expected;
    }
}
