// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.anchors;

import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Moment;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.headroom.Belief;
import dev.headroom.lab.headroom.HeadroomOptions;
import dev.headroom.lab.headroom.HeadroomPolicy;
import dev.headroom.lab.headroom.HeadroomVariants;
import dev.headroom.lab.headroom.HeadroomVariants.Life;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.RateShapes;
import dev.headroom.lab.traffic.RequestList;
import dev.headroom.scaler.slo.Signal;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A day on which the forecast errs, after the study of forecast errors by anfa-majid (commit 9387abc): days before had a peak at one
 * time, and today's comes later, earlier or not at all; or it comes and no day before had one. Need and replicas are compared second
 * by second with those of a planner that has no days to be misled by: what it has is the safety net.
 */
final class MisledDay {
    /** A peak of 10 min in which 4 replicas are needed where 1 is; a window of an hour, the same of each day. */
    private static final double USUAL = 2.5;

    private static final double PEAK = 13;
    private static final double PEAK_SECONDS = 600;
    private static final double RISES_SECONDS = 60;
    private static final int SECONDS = 3600;
    private static final int STEP = 5;
    private static final int MOST = 12;
    private static final int DAYS_BEFORE = 3;
    private static final long SEED = 11;
    private static final int INPUT = 2000;
    private static final int OUTPUT = 300;
    private static final Promise PROMISE = new Promise(3, 0.1, Double.POSITIVE_INFINITY);
    private static final LeadTimeProfile LEAD_TIME = LeadTimeProfile.named("98-125");

    /** What one replica carries within the promise, as {@code LoadTests} finds it: requests/s, and requests in flight. */
    private static final double PER_REPLICA = 3.675;

    private static final double IN_FLIGHT = 70;

    private MisledDay() {}

    /**
     * What came of a day.
     *
     * @param attainment share of requests that got what was promised
     * @param ttft99 99th percentile of the time to first token, seconds
     * @param missing replica-seconds that were needed and not Ready
     * @param spare replica-seconds that were Ready and not needed
     */
    record Result(double attainment, double ttft99, double missing, double spare) {}

    /** A rate with a peak that begins then. */
    static RateShape peakAt(double second) {
        return RateShapes.flashCrowd(
                USUAL, new RateShapes.Crowd(PEAK / USUAL, second, RISES_SECONDS, PEAK_SECONDS, RISES_SECONDS));
    }

    /** A rate without a peak. */
    static RateShape flat() {
        return RateShapes.constant(USUAL);
    }

    /** What is known after some days of that rate. */
    static Life livedWith(RateShape rate) {
        Life life = Life.NEW;
        for (int day = 0; day < DAYS_BEFORE; day++) {
            HeadroomPolicy policy = policy(life, SEED + day);
            new EpisodeRunner().run(episode(rate, SEED + day), policy);
            life = new Life(day + 1, policy.experience());
        }
        return life;
    }

    /** A day of that rate after such a life. */
    static Result day(RateShape rate, Life life) {
        Outcome outcome = new EpisodeRunner().run(episode(rate, SEED - 1), policy(life, SEED - 1), STEP);
        return new Result(
                outcome.attainment().all(),
                outcome.latencies().at(Signal.TTFT).p99(),
                seconds(outcome.timeline(), rate, 1),
                seconds(outcome.timeline(), rate, -1));
    }

    /** The same after the same life, but with no memory of when how much came. */
    static Result dayWithoutHistory(RateShape rate, Life life) {
        return day(rate, new Life(life.day(), life.experience().withoutDays()));
    }

    private static double seconds(List<Moment> timeline, RateShape rate, int sign) {
        return timeline.stream()
                .mapToDouble(moment -> STEP * Math.max(0, sign * (needed(rate, moment.atSeconds()) - moment.ready())))
                .sum();
    }

    private static int needed(RateShape rate, double second) {
        return (int) Math.ceil(rate.perSecond(second) / PER_REPLICA);
    }

    private static HeadroomPolicy policy(Life life, long seed) {
        SetUp setUp = new SetUp(
                PROMISE,
                1,
                MOST,
                ShippedEngines.named("h100x2-qwen3-32b"),
                new SetUp.LoadTest(PER_REPLICA, IN_FLIGHT, PER_REPLICA * INPUT),
                new SetUp.TrainingWindow(USUAL, PEAK, INPUT, OUTPUT),
                seed);
        return HeadroomVariants.living(setUp, Belief.MEASURED, HeadroomOptions.HORIZON, 1, false, life);
    }

    private static Episode episode(RateShape rate, long seed) {
        RequestList arrivals = RequestList.of(
                new DrawnArrivals(rate, LengthShapes.fixed(INPUT, OUTPUT), 1, SECONDS, new SplittableRandom(seed)),
                SECONDS);
        return new Episode(
                arrivals,
                ShippedEngines.named("h100x2-qwen3-32b"),
                PROMISE,
                new Cluster(LEAD_TIME, 1, MOST, 1),
                Span.scored(SECONDS),
                seed);
    }
}
