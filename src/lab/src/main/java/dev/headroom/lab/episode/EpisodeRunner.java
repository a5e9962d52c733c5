// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.policy.ScalingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Runs policies through episodes. Has no state of its own: any number of threads may share one, and the same episode and policy
 * give the same outcome each time.
 */
public final class EpisodeRunner {
    /** Ready to run. */
    public EpisodeRunner() {}

    /** Runs a fresh policy to the episode's end. */
    public Outcome run(Episode episode, ScalingPolicy policy) {
        RequestBook book = new RequestBook(episode);
        return outcome(episode, book, lived(episode, policy, List.of(book)), List.of());
    }

    /**
     * An outcome, and why it is no better.
     *
     * @param outcome as ever
     * @param diagnosis of its misses and its replicas
     */
    public record Diagnosed(Outcome outcome, Diagnosis diagnosis) {}

    /** The same, with a diagnosis. */
    public Diagnosed diagnosed(Episode episode, ScalingPolicy policy, TrueNeed need) {
        RequestBook book = new RequestBook(episode);
        MissFinder finder = new MissFinder(episode, need);
        Fleet fleet = lived(episode, policy, List.of(book, finder));
        return new Diagnosed(outcome(episode, book, fleet, List.of()), finder.diagnosis());
    }

    /**
     * The same, with a timeline.
     *
     * @param everySeconds between its points; 1 or more
     */
    public Outcome run(Episode episode, ScalingPolicy policy, int everySeconds) {
        RequestBook book = new RequestBook(episode);
        TimelineRecorder recorder = new TimelineRecorder(everySeconds, policy, book);
        Fleet fleet = lived(episode, policy, List.of(book, recorder));
        return outcome(episode, book, fleet, recorder.moments());
    }

    /**
     * The same, counted by blocks of time and with every answer.
     *
     * @param everySeconds between points of the timeline; empty for none
     */
    public Counted counted(Episode episode, ScalingPolicy policy, Blocks blocks, OptionalInt everySeconds) {
        RequestBook book = new RequestBook(episode);
        Scan scan = new Scan(episode, blocks, misses -> false);
        AnsweredReplicas answers = new AnsweredReplicas();
        List<Watcher> watchers = new ArrayList<>(List.of(book, scan, answers));
        Optional<TimelineRecorder> recorder = everySeconds.isEmpty()
                ? Optional.empty()
                : Optional.of(new TimelineRecorder(everySeconds.getAsInt(), policy, book));
        recorder.ifPresent(watchers::add);
        Fleet fleet = lived(episode, policy, watchers);
        List<Moment> timeline = recorder.map(TimelineRecorder::moments).orElse(List.of());
        return new Counted(
                outcome(episode, book, fleet, timeline),
                scan.tally(
                        FleetMeter.use(episode, fleet).gpuHours(),
                        episode.span().endSeconds(),
                        true),
                answers,
                FleetMeter.started(episode, fleet));
    }

    /**
     * The same arithmetic without what a search does not need.
     *
     * @param blocks by which misses are counted
     * @param tooMany whether so many misses end the run at once
     */
    public EpisodeTally scan(Episode episode, ScalingPolicy policy, Blocks blocks, Predicate<Misses> tooMany) {
        Scan scan = new Scan(episode, blocks, tooMany);
        Run run = new Run(episode, policy, List.of(scan));
        boolean complete = run.toTheEnd(scan::enough);
        return scan.tally(FleetMeter.gpuHours(episode, run.fleet(), run.seconds()), run.seconds(), complete);
    }

    private static Fleet lived(Episode episode, ScalingPolicy policy, List<Watcher> watchers) {
        Run run = new Run(episode, policy, watchers);
        run.toTheEnd(() -> false);
        return run.fleet();
    }

    private static Outcome outcome(Episode episode, RequestBook book, Fleet fleet, List<Moment> timeline) {
        return new Outcome(
                book.requests(),
                book.attainment(),
                book.latencies(),
                FleetMeter.use(episode, fleet),
                FleetMeter.scaling(episode, fleet),
                timeline);
    }
}
