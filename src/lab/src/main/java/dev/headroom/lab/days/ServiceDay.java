// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.RateShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * One service's day with the time that was lived before it. Seconds count from the first lived one.
 *
 * @param id short and unique
 * @param title for readers
 * @param livedSeconds before the scored ones
 * @param scoredSeconds that count
 * @param rates of a seed, requests/s before they are sized; the busiest hours are in the scored seconds
 * @param lengths tokens
 * @param limits of each request; empty where they follow from the mix and the engine
 * @param ownScale what the rates are multiplied with at the service's own size; 0 where it has none
 */
record ServiceDay(
        String id,
        String title,
        int livedSeconds,
        int scoredSeconds,
        LongFunction<RateShape> rates,
        LengthShape lengths,
        Optional<Promise> limits,
        double ownScale) {
    /** A load test sends so many of the lived time's requests. */
    private static final int MIX = 4000;

    private static final long MIX_SEED = 1;
    private static final int HOUR = 3600;
    private static final int SHORT_LIFE_SECONDS = 6 * HOUR;

    /** The requests that a load test before the day would send: those of the time before, where there is any. */
    TokenMix mix(int longestInput, int longestOutput) {
        SplittableRandom chance = new SplittableRandom(MIX_SEED);
        int span = livedSeconds > 0 ? livedSeconds : scoredSeconds;
        List<Arrival> drawn = new ArrayList<>();
        for (int request = 0; request < MIX; request++) {
            drawn.add(clipped(lengths, longestInput, longestOutput).draw((double) span * request / MIX, chance));
        }
        return TokenMix.of(drawn);
    }

    /** Mean rate of the busiest scored half hour before it is sized, requests/s. */
    double busiestPerSecond(long seed) {
        return rates.apply(seed).without(livedSeconds).peakPerSecond(scoredSeconds, DayFigures.BLOCK_SECONDS);
    }

    /** The same with other limits, at another size of its own. */
    ServiceDay promising(Promise other, double scale) {
        return new ServiceDay(id, title, livedSeconds, scoredSeconds, rates, lengths, Optional.of(other), scale);
    }

    /** Its requests, with no prompt or answer longer than that. */
    DayLoad drawn(double scale, int longestInput, int longestOutput, long seed) {
        return DayLoad.drawn(
                rates.apply(seed).times(scale),
                clipped(lengths, longestInput, longestOutput),
                livedSeconds,
                scoredSeconds,
                seed);
    }

    /** The middle hours of its scored ones after six others at most; itself where it is no longer. */
    ServiceDay shortened(int hours) {
        int scored = hours * HOUR;
        if (scored >= scoredSeconds) {
            return this;
        }
        int begin = livedSeconds + (scoredSeconds - scored) / 2 / DayFigures.BLOCK_SECONDS * DayFigures.BLOCK_SECONDS;
        int lived = Math.min(begin, SHORT_LIFE_SECONDS);
        double skipped = (double) begin - lived;
        return new ServiceDay(
                id,
                title + ", " + hours + " hours of it",
                lived,
                scored,
                seed -> rates.apply(seed).without(skipped),
                (at, chance) -> {
                    Arrival drawn = lengths.draw(at + skipped, chance);
                    return new Arrival(at, drawn.inputTokens(), drawn.outputTokens());
                },
                limits,
                ownScale);
    }

    private static LengthShape clipped(LengthShape lengths, int longestInput, int longestOutput) {
        return (at, chance) -> {
            Arrival drawn = lengths.draw(at, chance);
            return new Arrival(
                    at, Math.min(longestInput, drawn.inputTokens()), Math.min(longestOutput, drawn.outputTokens()));
        };
    }
}
