// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.TraceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Traces from files. To scale them up, each arrival is repeated in its own neighbourhood, for laying shifted copies of the trace over
 * each other would flatten its bursts; to scale them down, arrivals are left out by chance.
 */
public final class RecordedTraffic implements ReplayParts.Traces {
    /** So far repetitions stand from their original, at most: apart in a batch, together in any burst that a scaler could see. */
    private static final double JITTER_SECONDS = 0.5;

    @Override
    public List<Arrival> read(Path file) {
        return TraceFile.read(file);
    }

    @Override
    public List<Arrival> scaled(List<Arrival> arrivals, double scale, long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        double last = arrivals.get(arrivals.size() - 1).atSeconds();
        List<Arrival> scaled = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            int copies = (int) (scale + chance.nextDouble());
            for (int copy = 0; copy < copies; copy++) {
                double shift = copy == 0 ? 0 : JITTER_SECONDS * (2 * chance.nextDouble() - 1);
                double at = Math.max(0, Math.min(last, arrival.atSeconds() + shift));
                scaled.add(new Arrival(at, arrival.inputTokens(), arrival.outputTokens()));
            }
        }
        scaled.sort(Comparator.comparingDouble(Arrival::atSeconds));
        return scaled;
    }
}
