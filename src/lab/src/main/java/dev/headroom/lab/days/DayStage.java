// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.bound.Goal;
import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.bound.Promises;
import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.RequestList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * A cell's day at its size on its engine: what is known before it, and the episodes that can be played there.
 *
 * @param cell its conditions
 * @param load its requests
 * @param goal the promised shares
 * @param setUp what whoever sets a policy up knows: a load test, and the time that was lived before
 */
record DayStage(DayCell cell, DayLoad load, Goal goal, SetUp setUp) {
    private static final int LEAST_MAX = 60;
    /** Room for every policy to be wrong in. */
    private static final double MAX_OVER_PEAK = 2.5;

    private static final double LONGEST_SHARE_OF_CACHE = 0.25;
    private static final double PERCENT = 100;
    private static final double MILLIS = 1e3;
    private static final int SECONDS_A_MINUTE = 60;
    private static final int FIRST_SECONDS = 300;
    /** Above what the first minutes need at the load test's edge: who starts a run leaves room. */
    private static final double SPARE_AT_START = 1.25;

    static DayStage of(ServiceDay day, DayCell cell, LoadTests loadTests) {
        EngineModel engine = ShippedEngines.named(cell.engine());
        int longest = (int) Math.min(
                Integer.MAX_VALUE, LONGEST_SHARE_OF_CACHE * engine.limits().kvTokens());
        TokenMix mix = day.mix(longest, longest);
        Promise promise = day.limits().orElseGet(() -> Promises.forMix(engine, mix));
        SetUp.LoadTest replica = loadTests.of(engine, mix, promise);
        DayLoad load = day.drawn(scale(day, cell, replica), longest, longest, cell.seed());
        double share = cell.percentile() / PERCENT;
        SetUp setUp = new SetUp(
                promise,
                1,
                (int) Math.max(LEAST_MAX, MAX_OVER_PEAK * cell.peak()),
                engine,
                replica,
                training(load, mix),
                cell.seed(),
                SetUp.Terms.of(share, LeadTimeProfile.named(cell.leadTime())));
        return new DayStage(cell, load, goal(promise, share), setUp);
    }

    /** By which the day's rates are multiplied. */
    static double scale(ServiceDay day, DayCell cell, SetUp.LoadTest replica) {
        return cell.peak() == 0
                ? day.ownScale()
                : cell.peak() * replica.ratePerSecond() / day.busiestPerSecond(cell.seed());
    }

    static SetUp.TrainingWindow training(DayLoad load, TokenMix mix) {
        int[] byMinute = new int[load.livedSeconds() / SECONDS_A_MINUTE + 1];
        double input = 0;
        double output = 0;
        int count = 0;
        for (Iterator<Arrival> all = load.iterator(); all.hasNext(); ) {
            Arrival arrival = all.next();
            if (arrival.atSeconds() >= load.livedSeconds()) {
                break;
            }
            byMinute[(int) (arrival.atSeconds() / SECONDS_A_MINUTE)]++;
            input += arrival.inputTokens();
            output += arrival.outputTokens();
            count++;
        }
        double busiest = Arrays.stream(byMinute).max().orElse(0);
        // Hours without a request tell nothing of lengths: those of the whole day then.
        return new SetUp.TrainingWindow(
                (double) count / load.livedSeconds(),
                busiest / SECONDS_A_MINUTE,
                count == 0 ? mix.meanInputTokens() : input / count,
                count == 0 ? mix.meanOutputTokens() : output / count);
    }

    private static Goal goal(Promise promise, double share) {
        return new Goal(0, BySignal.of(signal -> Double.isFinite(promise.limit(signal)) ? share : 0.0));
    }

    /** The scored seconds after so many of the lived ones; to be run by one thread. */
    Episode episode(int livedSeconds) {
        int lived = Math.min(livedSeconds, load.livedSeconds());
        int from = load.livedSeconds() - lived;
        return episode(
                load.from(from),
                load.window(from, from + FIRST_SECONDS).meanPerSecond(),
                new Span(lived, load.scoredSeconds(), Span.USUAL_DRAIN_SECONDS));
    }

    /** A part of the day; may be run by any number of threads. */
    Episode part(int fromSecond, Span span) {
        RequestList arrivals = load.window(fromSecond, fromSecond + span.scoredUntil());
        return episode(arrivals, arrivals.window(0, FIRST_SECONDS).meanPerSecond(), span);
    }

    private Episode episode(List<Arrival> arrivals, double firstPerSecond, Span span) {
        int start = (int)
                Math.ceil(SPARE_AT_START * firstPerSecond / setUp.replica().ratePerSecond());
        return new Episode(
                arrivals,
                setUp.engine(),
                setUp.promise(),
                new Cluster(
                        LeadTimeProfile.named(cell.leadTime()),
                        setUp.minReplicas(),
                        setUp.maxReplicas(),
                        Math.max(setUp.minReplicas(), Math.min(setUp.maxReplicas(), start))),
                span,
                cell.seed());
    }

    /** The policy that a person would write for it. */
    String policyText() {
        StringBuilder text = new StringBuilder("apiVersion: headroom.dev/v1\n")
                .append("workload: { scaleTarget: { kind: Deployment, name: workload } }\n")
                .append("objectives:\n");
        setUp.promise().limits().values().forEach((signal, seconds) -> objective(text, signal.word(), seconds));
        return text.append("replicas: { min: ")
                .append(setUp.minReplicas())
                .append(", max: ")
                .append(setUp.maxReplicas())
                .append(" }\n")
                .toString();
    }

    private void objective(StringBuilder text, String signal, double seconds) {
        if (Double.isFinite(seconds)) {
            text.append(String.format(
                    Locale.ROOT,
                    "  - { signal: %s, percentile: %d, atMost: %.3fms }\n",
                    signal,
                    cell.percentile(),
                    seconds * MILLIS));
        }
    }
}
