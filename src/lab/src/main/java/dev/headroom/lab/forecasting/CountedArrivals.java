// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.forecasting;

import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.RequestList;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.ArrivalSource;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Arrivals by the second, and the rates that telemetry would show of them. */
final class CountedArrivals {
    /** A Monday. */
    static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");

    private static final int MINUTE = 60;
    /** As telemetry does: a window is widened by minutes while it holds fewer. */
    private static final int ENOUGH = 50;

    private static final int WIDEST_SECONDS = 300;

    private final long[] before;

    private CountedArrivals(long[] before) {
        this.before = before;
    }

    /** Independent arrivals at a rate. */
    static CountedArrivals drawn(RateShape rate, int seconds, long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        long[] before = new long[seconds + 1];
        for (int second = 0; second < seconds; second++) {
            double mean = rate.perSecond(second + 0.5);
            before[second + 1] = before[second] + poisson(mean, chance);
        }
        return new CountedArrivals(before);
    }

    /** Recorded ones. */
    static CountedArrivals of(RequestList requests) {
        int seconds = (int) Math.ceil(requests.atSeconds(requests.size() - 1)) + 1;
        long[] before = new long[seconds + 1];
        for (int request = 0; request < requests.size(); request++) {
            before[(int) requests.atSeconds(request) + 1]++;
        }
        for (int second = 0; second < seconds; second++) {
            before[second + 1] += before[second];
        }
        return new CountedArrivals(before);
    }

    int seconds() {
        return before.length - 1;
    }

    double perSecond(int from, int to) {
        return (double) (before[to] - before[from]) / (to - from);
    }

    /** The newest rate at a second; empty in the first minute. */
    Optional<ArrivalRate> rateAt(int second) {
        if (second < MINUTE) {
            return Optional.empty();
        }
        int from = second - MINUTE;
        while (before[second] - before[from] < ENOUGH && second - from < WIDEST_SECONDS && from >= MINUTE) {
            from -= MINUTE;
        }
        return Optional.of(rate(from, second));
    }

    /** Over as long an interval before. */
    Optional<ArrivalRate> rateBefore(ArrivalRate rate) {
        int to = secondOf(rate.from());
        int from = to - (secondOf(rate.to()) - to);
        return from < 0 ? Optional.empty() : Optional.of(rate(from, to));
    }

    private ArrivalRate rate(int from, int to) {
        int newest = (int) ArrivalRate.NEWEST.toSeconds();
        return new ArrivalRate(
                perSecond(from, to),
                before[to] - before[from],
                BEGIN.plusSeconds(from),
                BEGIN.plusSeconds(to),
                true,
                ArrivalSource.ADMISSIONS,
                1,
                OptionalDouble.empty(),
                OptionalDouble.of(perSecond(to - newest, to)));
    }

    private static int secondOf(Instant instant) {
        return (int) (instant.getEpochSecond() - BEGIN.getEpochSecond());
    }

    /** Of a small mean by Knuth's products, of a large one by the normal distribution it is like. */
    private static long poisson(double mean, SplittableRandom chance) {
        if (mean > 30) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * chance.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        long count = 0;
        for (double product = chance.nextDouble(); product > limit; product *= chance.nextDouble()) {
            count++;
        }
        return count;
    }
}
