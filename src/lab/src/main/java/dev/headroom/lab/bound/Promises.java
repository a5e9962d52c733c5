// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.scaler.slo.Signal;
import java.util.List;

/**
 * Sensible limits for a mix on an engine, for experiments that do not name any: what an idle engine does, with room for a batch.
 * The limits are ours; the forms are those of DistServe's and llm-d's evaluations (a small multiple of the unloaded latency).
 */
public final class Promises {
    /** Below a second to the first token nobody waits. */
    private static final double LEAST_TTFT_SECONDS = 1;
    /** A long prompt may take five times what it takes alone: it shares steps and waits behind others. */
    private static final double TTFT_OVER_IDLE = 5;
    /** 20 tokens a second are faster than anybody reads. */
    private static final double LEAST_ITL_SECONDS = 0.05;
    /** A batch may halve the speed of an engine that is slow when it is alone. */
    private static final double ITL_OVER_IDLE = 2;

    private static final double HIGH_SHARE = 0.99;
    private static final double MEDIAN_SHARE = 0.5;
    /** Limits are written down in policies: in whole hundredths of a second, those of ITL in milliseconds. */
    private static final double TTFT_STEP = 0.01;

    private static final double ITL_STEP = 0.001;
    private static final double ROUNDING = 1e-9;
    private static final long SEED = 1;

    private Promises() {}

    /**
     * TTFT: the larger of 1 s and 5 times the 99th percentile of an idle engine. ITL: the larger of 50 ms and twice the idle median.
     * E2E: both together for an answer as long as the 99th percentile, so that it binds only where requests lose their place.
     */
    public static Promise forMix(EngineModel engine, TokenMix mix) {
        List<ServedRequest> idle = LoadTests.idle(engine, mix, SEED);
        double ttft = Math.max(LEAST_TTFT_SECONDS, TTFT_OVER_IDLE * quantile(idle, Signal.TTFT, HIGH_SHARE));
        double itl = Math.max(LEAST_ITL_SECONDS, ITL_OVER_IDLE * quantile(idle, Signal.ITL, MEDIAN_SHARE));
        double longest = mix.requests().stream()
                .mapToDouble(TokenMix.Lengths::output)
                .sorted()
                .skip((long) (HIGH_SHARE * (mix.requests().size() - 1)))
                .findFirst()
                .orElseThrow();
        double roundTtft = roundedUp(ttft, TTFT_STEP);
        double roundItl = roundedUp(itl, ITL_STEP);
        return new Promise(roundTtft, roundItl, roundedUp(roundTtft + roundItl * longest, TTFT_STEP));
    }

    /** 0 where nothing was measured, for answers of one token have no time between tokens: the least limit stays in force. */
    private static double quantile(List<ServedRequest> idle, Signal signal, double share) {
        double[] sorted = idle.stream()
                .mapToDouble(request -> request.seconds(signal))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
    }

    private static double roundedUp(double seconds, double step) {
        // A number that is a multiple already, but for its last bits, stays what it is.
        return Math.ceil(seconds / step - ROUNDING) * step;
    }
}
