// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.RateShapes;
import dev.headroom.scaler.learn.Hold;
import java.time.Duration;
import java.util.Iterator;
import java.util.random.RandomGenerator.SplittableGenerator;

/** The requests of the story: a peak with a spike at its end. After the run the quiet rate goes on. */
final class StoryTraffic {
    /** Keeps about one and a half replicas busy, so that the start has two. */
    static final double QUIET_PER_SECOND = 20;
    /** The peak over the quiet rate. */
    static final double RISE_FACTOR = 4.5;
    /** Of a run: from then on requests are as few as at the start. */
    static final double QUIET_AGAIN = 0.68;
    /** Of a run: a minute and a half of an hour, longer than a replica takes to start. */
    private static final double SPIKE_SHARE = 0.025;
    /**
     * Too many for the replicas of the peak. Over the root of the rate it is no larger than the rise of the climb, so that the quiet rate
     * needs no more replicas after it than after the climb.
     */
    static final double SPIKE_PER_SECOND = 35;

    /** The lead time that the service assumes, and holds a need by. */
    private static final Duration LEAD_TIME = Duration.ofMinutes(6);
    /** After the hold: the plan, and the steps down of the HPA. */
    private static final Duration STEPS_DOWN = Duration.ofSeconds(150);

    private static final double POISSON = 1;
    /** Thirty years. */
    private static final double FOR_EVER_SECONDS = 1e9;

    private StoryTraffic() {}

    /** Virtual time that the story needs: the quiet end of a shorter one is over while the service still holds the need of the peak. */
    static Duration shortest() {
        double end = Hold.of(LEAD_TIME).plus(STEPS_DOWN).toSeconds() / (1 - QUIET_AGAIN);
        return Duration.ofMinutes((long) Math.ceil(end / Duration.ofMinutes(1).toSeconds()));
    }

    static Iterator<Arrival> of(double runSeconds, SplittableGenerator chance) {
        return new DrawnArrivals(rate(runSeconds), LengthShapes.CHAT, POISSON, FOR_EVER_SECONDS, chance);
    }

    static RateShape rate(double runSeconds) {
        double more = QUIET_PER_SECOND * (RISE_FACTOR - 1);
        RateShape climb =
                RateShapes.ramp(0, more, Chapter.CLIMB.begins() * runSeconds, Chapter.CLIMB.ends() * runSeconds);
        RateShape fall = RateShapes.ramp(0, more, Chapter.EVENING.begins() * runSeconds, QUIET_AGAIN * runSeconds);
        double from = Chapter.SPIKE.begins() * runSeconds;
        double until = from + SPIKE_SHARE * runSeconds;
        return at -> QUIET_PER_SECOND
                + climb.perSecond(at)
                - fall.perSecond(at)
                + (at >= from && at < until ? SPIKE_PER_SECOND : 0);
    }
}
