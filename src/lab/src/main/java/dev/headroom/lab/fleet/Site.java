// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Users, router and servers on one timeline: the world that the scaler keeps in shape. One thread. */
public final class Site {
    private static final double RATE_SECONDS = 10;
    private static final int SHOWN_PERCENTILE = 95;

    private final Iterator<Arrival> traffic;
    private final Promise promise;
    private final Fleet fleet;
    private final RecentLatencies latencies = new RecentLatencies();
    private final ArrayDeque<Double> recentArrivals = new ArrayDeque<>();
    private @Nullable Arrival next;
    private double now;
    private long ended;
    private long kept;

    /** Routed by outstanding tokens, without faults. */
    public Site(
            Iterator<Arrival> traffic,
            PodTemplate template,
            Promise promise,
            Completions completions,
            RandomGenerator chance) {
        this.traffic = traffic;
        this.promise = promise;
        this.fleet = new Fleet(template, chance, (pod, request) -> {
            book(request);
            completions.completed(pod, request);
        });
        this.next = traffic.hasNext() ? traffic.next() : null;
    }

    /** The pods. */
    public Fleet fleet() {
        return fleet;
    }

    /** Lets users come and servers work until {@code time}. */
    public void advanceTo(double time) {
        Arrival arrival = next;
        while (arrival != null && arrival.atSeconds() <= time) {
            fleet.advanceTo(arrival.atSeconds());
            fleet.dispatch(new ServedRequest(arrival));
            recentArrivals.add(arrival.atSeconds());
            arrival = traffic.hasNext() ? traffic.next() : null;
        }
        next = arrival;
        fleet.advanceTo(time);
        now = time;
    }

    /** What a person sees of it. */
    public SiteReading reading() {
        while (!recentArrivals.isEmpty() && recentArrivals.getFirst() <= now - RATE_SECONDS) {
            recentArrivals.removeFirst();
        }
        return new SiteReading(
                recentArrivals.size() / Math.min(RATE_SECONDS, Math.max(now, 1)),
                fleet.inFlight(),
                latencies.percentile(SHOWN_PERCENTILE, now),
                fleet.ready(),
                fleet.replicas());
    }

    /** Share of the requests finished, failed or overdue that got all they were promised; 1 when there are none. */
    public double attainment() {
        long overdue = fleet.unfinished()
                .filter(request -> promise.brokenBy(request, now))
                .count();
        return ended + overdue == 0 ? 1 : (double) kept / (ended + overdue);
    }

    private void book(ServedRequest request) {
        ended++;
        if (!request.failed()) {
            kept += promise.keptBy(request) ? 1 : 0;
            latencies.add(request);
        }
    }
}
