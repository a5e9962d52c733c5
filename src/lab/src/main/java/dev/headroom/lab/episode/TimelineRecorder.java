// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.fleet.RecentLatencies;
import dev.headroom.lab.policy.ScalingPolicy;
import java.util.ArrayList;
import java.util.List;

/** Writes a point of the timeline every few seconds. */
final class TimelineRecorder implements Watcher {
    private static final int SHOWN_PERCENTILE = 99;

    private final int everySeconds;
    private final ScalingPolicy policy;
    private final RequestBook book;
    private final RecentLatencies recent = new RecentLatencies();
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
        moments.add(new Moment(
                now,
                (double) arrivals / everySeconds,
                wanted,
                fleet.replicas(),
                fleet.ready(),
                recent.percentile(SHOWN_PERCENTILE, now),
                book.attainmentSoFar(),
                policy.because()));
        arrivals = 0;
    }

    List<Moment> moments() {
        return moments;
    }
}
