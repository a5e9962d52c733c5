// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.telemetry.snapshot.ServerStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What servers finish while requests queue before them is the most that they can, whatever a model says: requests may have become
 * longer, or the servers slower, before anybody could know. Evidence only once a queue has stood for the minute in which they count
 * and for as long as a request runs, before as many replicas: until then requests end that came while there was room, or on fewer.
 */
final class Throughput {
    private static final Duration COUNTED = Duration.ofMinutes(1);

    /** Replicas that have just become ready finish little yet: less than this share of the model is not believed. */
    private static final double LEAST_SHARE = 0.4;

    /** Chance and starts make this much. */
    private static final double CLEARLY_LESS = 0.9;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEDIAN = 50;

    private Throughput() {}

    /** The rate, bounded by what the servers do. */
    static Need.Rate bounded(PlanInput input, Need.Rate rate) {
        OptionalDouble each = each(input);
        if (each.isEmpty() || each.getAsDouble() >= CLEARLY_LESS * rate.most()) {
            return rate;
        }
        double share = Math.max(LEAST_SHARE, each.getAsDouble() / rate.most());
        return new Need.Rate(
                rate.planned(),
                rate.likely(),
                share * rate.perReplica(),
                share * rate.most(),
                rate.concurrency(),
                Fleet.alike(share * rate.perReplica()));
    }

    static String sentence(Need.Rate bounded, Need.Rate byModel, int wanted) {
        return String.format(
                Locale.ROOT,
                "before a queue each replica finishes at most %.2f requests/s, not %.2f: %d",
                bounded.most(),
                byModel.most(),
                wanted);
    }

    /** Requests per second that each replica finishes at its limit; empty where that does not show. */
    private static OptionalDouble each(PlanInput input) {
        ServerStatus servers = input.snapshot().servers();
        OptionalDouble serving = Backlog.servingNow(input);
        double runs = input.snapshot().now().endToEnd().valueAt(MEDIAN).orElse(0);
        Duration enough = COUNTED.plusNanos((long) (runs * NANOS_PER_SECOND));
        boolean atItsLimit = Backlog.stands(input)
                && input.course().queuedFor(input.snapshot().at()).compareTo(enough) >= 0
                && input.course().servedFor(input.snapshot().at()).compareTo(enough) >= 0;
        return atItsLimit && servers.finishedLately().isPresent() && serving.orElse(0) > 0
                ? OptionalDouble.of(
                        (double) servers.finishedLately().getAsLong() / COUNTED.toSeconds() / serving.getAsDouble())
                : OptionalDouble.empty();
    }
}
