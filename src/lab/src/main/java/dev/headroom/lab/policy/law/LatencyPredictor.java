// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.policy.monitor.PodSight;
import dev.headroom.lab.policy.monitor.Sight;
import java.util.Arrays;
import java.util.List;

/**
 * What the next request would meet on each pod, from true step times and the pod's last scrape: the prefill of the queued prompts
 * and its own, the wait for a slot where none is free, and the time between tokens of the batch with it.
 */
final class LatencyPredictor {
    private final EngineSheet sheet;

    LatencyPredictor(EngineSheet sheet) {
        this.sheet = sheet;
    }

    /** The worse of both latencies' quantile over pods as a share of its limit; 0 where nothing is in flight, as for no traffic. */
    double share(Sight sight, double q, SloAware.Latencies limits) {
        List<PodSight> pods = sight.pods();
        double[] firstToken = new double[pods.size()];
        double[] perToken = new double[pods.size()];
        int busy = 0;
        for (int pod = 0; pod < firstToken.length; pod++) {
            EngineReading reading = pods.get(pod).newest();
            busy += reading.running() + reading.waiting();
            firstToken[pod] = firstTokenSeconds(reading);
            perToken[pod] = perTokenSeconds(reading);
        }
        return busy == 0
                ? 0
                : Math.max(
                        quantile(firstToken, q) / limits.timeToFirstTokenSeconds(),
                        quantile(perToken, q) / limits.perTokenSeconds());
    }

    double firstTokenSeconds(EngineReading reading) {
        double prompts = reading.waitingPromptTokens() * (1 - sheet.engine().prefixHitShare());
        int batch = batch(reading);
        double prefill = sheet.prefillSeconds(prompts + sheet.computedInputTokens(), batch - 1);
        int withoutSlot = reading.running() + reading.waiting() + 1 - sheet.mostSequences();
        double slotEvery = sheet.outputTokens() * sheet.loadedSeconds(batch) / batch;
        return prefill + Math.max(0, withoutSlot) * slotEvery;
    }

    double perTokenSeconds(EngineReading reading) {
        return sheet.loadedSeconds(batch(reading));
    }

    private int batch(EngineReading reading) {
        return Math.min(sheet.mostSequences(), reading.running() + reading.waiting() + 1);
    }

    /** Nearest rank. */
    private static double quantile(double[] values, double q) {
        Arrays.sort(values);
        return values[Math.max(0, (int) Math.ceil(q * values.length) - 1)];
    }
}
