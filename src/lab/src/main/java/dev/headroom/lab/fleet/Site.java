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

    private final Iterator<Arrival> traffic;
    private final Fleet fleet;
    private final PromiseLedger ledger;
    private final ArrayDeque<Double> recentArrivals = new ArrayDeque<>();
    private @Nullable Arrival next;
    private double now;

    public Site(
            Iterator<Arrival> traffic,
            PodTemplate template,
            Promise promise,
            Completions completions,
            RandomGenerator chance) {
        this(traffic, FleetSetUp.of(template), promise, completions, chance);
    }

    /** With a router and faults of one's own choice. */
    public Site(
            Iterator<Arrival> traffic,
            FleetSetUp setUp,
            Promise promise,
            Completions completions,
            RandomGenerator chance) {
        this.traffic = traffic;
        this.ledger = new PromiseLedger(promise);
        this.fleet = new Fleet(setUp, chance, (pod, request) -> {
            ledger.finished(request);
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
                ledger.recentP95(ServedRequest::timeToFirstTokenSeconds, now),
                ledger.recentP95(ServedRequest::interTokenSeconds, now),
                ledger.recentP95(ServedRequest::endToEndSeconds, now),
                fleet.ready(),
                fleet.replicas());
    }

    /** Share of all requests due so far that got what they were promised. */
    public double attainment() {
        return ledger.attainment(fleet.unfinished(), now);
    }

    /** What users got of it, part by part. */
    public PromiseLedger promises() {
        return ledger;
    }
}
