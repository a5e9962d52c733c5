// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.EveningPeak;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.RateShapes;
import java.util.Iterator;
import java.util.random.RandomGenerator.SplittableGenerator;

/** The requests of the story: an evening's peak with a spike on its way down. After the run the quiet rate goes on. */
final class StoryTraffic {
    /** The peak is over before the run, so that the replicas it needed may go. */
    private static final double PEAK_SHARE = 0.85;
    /** Of a run: a minute and a half of an hour, longer than a replica takes to start. */
    private static final double SPIKE_SHARE = 0.025;
    /** The top of the peak once more, so that the replicas which are still held from it are too few. */
    static final double SPIKE_PER_SECOND = 90;

    private static final double POISSON = 1;
    /** Thirty years. */
    private static final double FOR_EVER_SECONDS = 1e9;

    private StoryTraffic() {}

    static Iterator<Arrival> of(double runSeconds, SplittableGenerator chance) {
        return new DrawnArrivals(rate(runSeconds), LengthShapes.CHAT, POISSON, FOR_EVER_SECONDS, chance);
    }

    static RateShape rate(double runSeconds) {
        RateShape peak =
                RateShapes.eveningPeak(EveningPeak.QUIET_PER_SECOND, EveningPeak.RISE_FACTOR, PEAK_SHARE * runSeconds);
        double from = Chapter.SPIKE.begins() * runSeconds;
        double until = from + SPIKE_SHARE * runSeconds;
        return at -> peak.perSecond(at) + (at >= from && at < until ? SPIKE_PER_SECOND : 0);
    }
}
