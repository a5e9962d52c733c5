// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.policy.ScalingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Runs policies through episodes. Has no state of its own: any number of threads may share one, and the same episode and policy
 * give the same outcome each time.
 */
public final class EpisodeRunner {
    private final FleetMaker fleets;

    /** With fleets without faults. */
    public EpisodeRunner() {
        this(FleetMaker.PLAIN);
    }

    /** With the fleets that the maker makes. */
    public EpisodeRunner(FleetMaker fleets) {
        this.fleets = fleets;
    }

    /** Runs a fresh policy to the episode's end. */
    public Outcome run(Episode episode, ScalingPolicy policy) {
        return run(episode, policy, List.of(), new RequestBook(episode)).outcome(List.of());
    }

    /**
     * The same, with a timeline.
     *
     * @param everySeconds between its points; 1 or more
     */
    public Outcome run(Episode episode, ScalingPolicy policy, int everySeconds) {
        RequestBook book = new RequestBook(episode);
        TimelineRecorder recorder = new TimelineRecorder(everySeconds, policy, book);
        return run(episode, policy, List.of(recorder), book).outcome(recorder.moments());
    }

    /**
     * The same arithmetic without what a search does not need.
     *
     * @param blocks by which misses are counted
     * @param tooMany whether so many misses end the run at once
     */
    public Tally scan(Episode episode, ScalingPolicy policy, Blocks blocks, Predicate<Misses> tooMany) {
        Scan scan = new Scan(episode, blocks, tooMany);
        FleetMeter meter = new FleetMeter(episode);
        Run run = new Run(episode, policy, fleets, List.of(scan, meter));
        boolean complete = run.toTheEnd(scan::enough);
        return scan.tally(meter.use().gpuHours(), run.seconds(), complete);
    }

    private Books run(Episode episode, ScalingPolicy policy, List<Watcher> more, RequestBook requests) {
        FleetMeter meter = new FleetMeter(episode);
        List<Watcher> watchers = new ArrayList<>(List.of(requests, meter));
        watchers.addAll(more);
        new Run(episode, policy, fleets, watchers).toTheEnd(() -> false);
        return new Books(requests, meter);
    }

    private record Books(RequestBook requests, FleetMeter meter) {
        Outcome outcome(List<Moment> timeline) {
            return new Outcome(
                    requests.requests(),
                    requests.attainment(),
                    requests.latencies(),
                    meter.use(),
                    meter.scaling(),
                    timeline);
        }
    }
}
