// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.scaler.slo.Signal;

/**
 * What each single request should get.
 *
 * @param limits of what it takes at most, seconds; infinite where nothing is promised
 */
public record Promise(BySignal<Double> limits) {
    public Promise {
        limits.values().forEach((signal, seconds) -> {
            if (!(seconds > 0)) {
                throw new IllegalArgumentException(
                        "the limit of " + signal.word() + " must be above 0, was " + seconds);
            }
        });
    }

    /** Limits of the three signals, in seconds. */
    public Promise(double ttft, double itl, double e2e) {
        this(BySignal.of(signal -> switch (signal) {
            case TTFT -> ttft;
            case ITL -> itl;
            case E2E -> e2e;
        }));
    }

    /** At most so many seconds; infinite where nothing is promised. */
    public double limit(Signal signal) {
        return limits.at(signal);
    }

    /** Whether a finished request missed one part; a single token has no time between tokens and cannot miss it. */
    public boolean missedBy(ServedRequest finished, Signal signal) {
        return finished.seconds(signal) > limit(signal);
    }

    /** Whether a finished request got all of it. */
    public boolean keptBy(ServedRequest finished) {
        for (Signal signal : Signal.values()) {
            if (missedBy(finished, signal)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a request that still runs has missed something already, however quick the rest will be. */
    public boolean brokenBy(ServedRequest unfinished, double now) {
        for (Signal signal : Signal.values()) {
            if (unfinished.leastSeconds(signal, now) > limit(signal)) {
                return true;
            }
        }
        return false;
    }
}
