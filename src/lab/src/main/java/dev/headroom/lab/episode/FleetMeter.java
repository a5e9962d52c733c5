// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.fleet.FleetLedger;
import dev.headroom.lab.fleet.FleetLedger.ScaleEvent;
import java.util.List;

/** Reads from a fleet's ledger what the scored seconds took. */
final class FleetMeter {
    private static final double SECONDS_PER_HOUR = 3600;

    private FleetMeter() {}

    /** Of the scored seconds that are over at {@code now}. */
    static double gpuHours(Episode episode, Fleet fleet, int now) {
        int from = episode.span().warmUpSeconds();
        int to = Math.min(now, episode.span().scoredUntil());
        return to <= from ? 0 : fleet.ledger().gpuSeconds(from, to) / SECONDS_PER_HOUR;
    }

    /** Of an episode that has come to its end. */
    static Outcome.Use use(Episode episode, Fleet fleet) {
        int from = episode.span().warmUpSeconds();
        int to = episode.span().scoredUntil();
        int gpus = episode.engine().gpus();
        FleetLedger ledger = fleet.ledger();
        return new Outcome.Use(
                ledger.gpuSeconds(from, to) / SECONDS_PER_HOUR,
                ledger.meanReplicas(from, to),
                ledger.startSeconds(from, to) * gpus,
                ledger.drainSeconds(from, to) * gpus);
    }

    /** Of an episode that has come to its end. */
    static Outcome.Scaling scaling(Episode episode, Fleet fleet) {
        double leadSeconds = episode.cluster().leadTime().typicalSeconds();
        // The first event is the start, which is no decision.
        List<ScaleEvent> events = fleet.ledger().scaleEvents();
        int scored = 0;
        int reversals = 0;
        for (int index = 1; index < events.size(); index++) {
            ScaleEvent event = events.get(index);
            if (episode.span().scores(event.atSeconds())) {
                scored++;
                reversals += index > 1 && reverses(events.get(index - 1), event, leadSeconds) ? 1 : 0;
            }
        }
        return new Outcome.Scaling(scored, reversals);
    }

    /** Replicas that were added in the scored seconds. */
    static int started(Episode episode, Fleet fleet) {
        return fleet.ledger().scaleEvents().stream()
                .skip(1)
                .filter(event -> episode.span().scores(event.atSeconds()))
                .mapToInt(event -> Math.max(0, event.after() - event.before()))
                .sum();
    }

    private static boolean reverses(ScaleEvent before, ScaleEvent event, double withinSeconds) {
        boolean wasUp = before.after() > before.before();
        boolean isUp = event.after() > event.before();
        return wasUp != isUp && event.atSeconds() - before.atSeconds() <= withinSeconds;
    }
}
