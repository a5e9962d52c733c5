// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.policy.ScalingPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Writes a point of the timeline every few seconds. */
final class TimelineRecorder implements Watcher {
    private static final double RECENT_SECONDS = 60;
    private static final int HIGHEST = 99;

    private final int everySeconds;
    private final ScalingPolicy policy;
    private final RequestBook book;
    private final ArrayDeque<ServedRequest> recent = new ArrayDeque<>();
    private final List<Moment> moments = new ArrayList<>();
    private long arrivals;

    TimelineRecorder(int everySeconds, ScalingPolicy policy, RequestBook book) {
        if (everySeconds < 1) {
            throw new IllegalArgumentException("a timeline needs 1 s or more between its points, was " + everySeconds);
        }
        this.everySeconds = everySeconds;
        this.policy = policy;
        this.book = book;
    }

    @Override
    public void arrived(ServedRequest request) {
        arrivals++;
    }

    @Override
    public void ended(ServedRequest request) {
        if (request.finished()) {
            recent.add(request);
        }
    }

    @Override
    public void answered(int now, Fleet fleet, int wanted) {
        if (now % everySeconds != 0) {
            return;
        }
        while (!recent.isEmpty() && recent.getFirst().finishedAt() < now - RECENT_SECONDS) {
            recent.removeFirst();
        }
        moments.add(new Moment(
                now,
                (double) arrivals / everySeconds,
                wanted,
                fleet.replicas(),
                fleet.ready(),
                new Moment.Tail(
                        p99(ServedRequest::timeToFirstTokenSeconds),
                        p99(ServedRequest::interTokenSeconds),
                        p99(ServedRequest::endToEndSeconds)),
                book.attainmentSoFar(),
                policy.because()));
        arrivals = 0;
    }

    List<Moment> moments() {
        return moments;
    }

    private double p99(ToDoubleFunction<ServedRequest> seconds) {
        Samples samples = new Samples();
        recent.forEach(request -> samples.add(seconds.applyAsDouble(request)));
        return Percentiles.nearestRank(samples.sorted(), HIGHEST);
    }
}
