// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

/**
 * The parts of an episode, one after the other, in whole seconds: policies act once a second.
 *
 * @param warmUpSeconds in which everything runs and nothing counts
 * @param scoredSeconds whose arrivals, replicas and GPU time count
 * @param drainSeconds after that, apart: the longest time in which scored requests may still end
 */
public record Span(int warmUpSeconds, int scoredSeconds, int drainSeconds) {
    /** As long as llm-d's scored ramp waits after its last request. */
    public static final int USUAL_DRAIN_SECONDS = 300;

    public Span {
        if (warmUpSeconds < 0 || scoredSeconds < 1 || drainSeconds < 0) {
            throw new IllegalArgumentException("an episode needs warm-up >= 0 s, scored >= 1 s and drain >= 0 s, were "
                    + warmUpSeconds + ", " + scoredSeconds + " and " + drainSeconds);
        }
    }

    /** All of it scored but the usual drain. */
    public static Span scored(int seconds) {
        return new Span(0, seconds, USUAL_DRAIN_SECONDS);
    }

    /** When the last scored request may arrive. */
    public int scoredUntil() {
        return warmUpSeconds + scoredSeconds;
    }

    /** When the episode is over at the latest. */
    public int endSeconds() {
        return scoredUntil() + drainSeconds;
    }

    /** Whether what arrives then counts. */
    public boolean scores(double atSeconds) {
        return atSeconds >= warmUpSeconds && atSeconds < scoredUntil();
    }
}
