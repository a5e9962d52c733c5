// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.policy.ScalingPolicy;
import dev.headroom.lab.traffic.Arrival;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** Users, router, servers and a policy on one timeline. One thread; used once. */
final class Run {
    private final Episode episode;
    private final ScalingPolicy policy;
    private final List<Watcher> watchers;
    private final Fleet fleet;
    private int nextArrival;
    private int wanted;
    private int seconds;

    Run(Episode episode, ScalingPolicy policy, List<Watcher> watchers) {
        this.episode = episode;
        this.policy = policy;
        this.watchers = List.copyOf(watchers);
        this.fleet = episode.fleet(this::ended);
        this.wanted = episode.cluster().startReplicas();
    }

    /**
     * From the first second to the last, or until {@code enough} is known, or until the drain has nothing left to end.
     *
     * @return whether it came to its end
     */
    boolean toTheEnd(BooleanSupplier enough) {
        fleet.startWith(episode.cluster().startReplicas());
        int scoredUntil = episode.span().scoredUntil();
        for (int now = 0; now <= episode.span().endSeconds(); now++) {
            seconds = now;
            second(now);
            if (enough.getAsBoolean()) {
                return false;
            }
            if (now >= scoredUntil
                    && fleet.inFlight() == 0
                    && nextArrival == episode.arrivals().size()) {
                break;
            }
        }
        fleet.unfinished().forEach(request -> watchers.forEach(watcher -> watcher.unfinished(request)));
        return true;
    }

    Fleet fleet() {
        return fleet;
    }

    /** How far it came. */
    int seconds() {
        return seconds;
    }

    private void second(int now) {
        letArrive(now);
        fleet.advanceTo(now);
        OptionalInt answer = policy.advanceTo(now, fleet);
        if (answer.isPresent()) {
            wanted = episode.cluster().within(answer.getAsInt());
            if (wanted != fleet.replicas()) {
                fleet.scaleTo(wanted);
            }
        }
        for (Watcher watcher : watchers) {
            watcher.answered(now, fleet, wanted);
        }
    }

    private void letArrive(int now) {
        List<Arrival> arrivals = episode.arrivals();
        while (nextArrival < arrivals.size() && arrivals.get(nextArrival).atSeconds() <= now) {
            Arrival arrival = arrivals.get(nextArrival++);
            ServedRequest request = new ServedRequest(arrival);
            fleet.advanceTo(arrival.atSeconds());
            policy.admitted(request);
            for (Watcher watcher : watchers) {
                watcher.arrived(request);
            }
            fleet.dispatch(request);
        }
    }

    private void ended(PodIdentity pod, ServedRequest request) {
        policy.ended(pod, request);
        for (Watcher watcher : watchers) {
            watcher.ended(request);
        }
    }
}
