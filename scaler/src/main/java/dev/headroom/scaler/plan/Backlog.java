// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.supply.Supply;
import dev.headroom.telemetry.snapshot.ServerStatus;
import dev.headroom.telemetry.snapshot.UnfinishedRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Requests that stand in queues beyond what the promise leaves time for, now and at the horizon, as far as the servers show it.
 * Whoever sizes for arrivals alone never clears a queue: it waits before every request that comes after it.
 *
 * @param now requests; 0 or more
 * @param ahead requests that will stand there at the horizon if nothing more is asked for; 0 or more
 * @param most requests that will stand there at most until then; at least the others
 */
record Backlog(double now, double ahead, double most) {
    static final Backlog NONE = new Backlog(0, 0, 0);

    /** Of the time that a limit leaves, queues may take so much: prefill and chance need the rest. */
    private static final double SHARE_OF_LIMIT = 0.5;

    /** Those that run beyond a batch's promised size are on average half done. */
    private static final double HALF_DONE = 0.5;

    /** Beside those that run, so many wait only where there is a queue. */
    private static final double STANDING_SHARE = 0.05;

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Looks ahead.
     *
     * @param perSecond requests per second that will arrive, most likely; 0 or more
     * @param rate what a replica carries
     */
    static Backlog of(PlanInput input, double perSecond, Need.Rate rate, Duration horizon) {
        OptionalDouble serving = servingNow(input);
        OptionalDouble standing = standing(input, rate, serving);
        if (serving.isEmpty() || standing.isEmpty()) {
            return NONE;
        }
        double seconds = horizon.toNanos() / NANOS_PER_SECOND;
        double ahead = standing.getAsDouble();
        double each = rate.sustained();
        double most = ahead;
        double at = 0;
        double replicas = serving.getAsDouble();
        for (Supply.Starting next : soonestFirst(input.supply(), seconds)) {
            double until = next.expectedIn().toNanos() / NANOS_PER_SECOND;
            ahead = Math.max(0, ahead + (perSecond - replicas * each) * (until - at));
            most = Math.max(most, ahead);
            replicas += next.credit();
            at = until;
        }
        ahead = Math.max(0, ahead + (perSecond - replicas * each) * (seconds - at));
        return new Backlog(standing.getAsDouble(), ahead, Math.max(most, ahead));
    }

    private static List<Supply.Starting> soonestFirst(Supply supply, double seconds) {
        List<Supply.Starting> coming = new ArrayList<>(supply.starting());
        coming.removeIf(replica -> replica.expectedIn().toNanos() / NANOS_PER_SECOND > seconds);
        coming.sort(Comparator.comparing(Supply.Starting::expectedIn));
        return coming;
    }

    /** Replicas that take requests: as the cluster says, else those that were scraped or ended a request of late. */
    static OptionalDouble servingNow(PlanInput input) {
        if (input.supply().ready().isPresent()) {
            return OptionalDouble.of(input.supply().ready().getAsInt());
        }
        ServerStatus servers = input.snapshot().servers();
        int seen = Math.max(servers.replicasSeen(), servers.replicasScraped());
        return seen > 0 ? OptionalDouble.of(seen) : OptionalDouble.empty();
    }

    /** Whether more requests wait than run for a moment, whatever a replica carries. */
    static boolean stands(PlanInput input) {
        ServerStatus.Load load = input.snapshot().servers().load();
        long waiting = load.waiting().orElse(0);
        return waiting > 0
                && (double) waiting > STANDING_SHARE * (double) load.running().orElse(0);
    }

    private static OptionalDouble standing(PlanInput input, Need.Rate rate, OptionalDouble serving) {
        ServerStatus.Load load = input.snapshot().servers().load();
        UnfinishedRequests unfinished = input.snapshot().unfinished();
        if (load.waiting().isEmpty() && unfinished.count() == 0) {
            return OptionalDouble.empty();
        }
        double replicas = serving.orElse(0);
        double waiting = load.waiting().orElse(0);
        if (load.inFlight().isPresent() && unfinished.count() > 0) {
            waiting = Math.max(
                    waiting, (double) (unfinished.count() - load.running().orElse(0)));
        }
        double harmless = replicas * rate.most() * SHARE_OF_LIMIT * shortestWait(input);
        double crowded = rate.concurrency().isPresent()
                ? Math.max(
                        0,
                        (double) load.running().orElse(0)
                                - replicas * rate.concurrency().getAsDouble())
                : 0;
        return OptionalDouble.of(Math.max(0, waiting - harmless) + HALF_DONE * crowded);
    }

    /** Seconds that the tightest objective on waiting leaves; none where only the pace of tokens is promised. */
    private static double shortestWait(PlanInput input) {
        return input.policy().objectives().stream()
                .filter(objective -> objective.signal() != Signal.ITL)
                .mapToDouble(Objective::limitSeconds)
                .min()
                .orElse(0);
    }
}
