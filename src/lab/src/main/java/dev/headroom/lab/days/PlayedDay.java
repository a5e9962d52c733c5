// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.days.DayCell.Knowledge;
import dev.headroom.lab.episode.Counted;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.headroom.Belief;
import dev.headroom.lab.policy.StaticReplicas;
import dev.headroom.scaler.slo.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A day of a service on one engine, for whoever has a number of replicas to judge: the truth about an answer of sizing. */
public final class PlayedDay {
    private static final String LEAD_TIME = "warm";

    private final ServiceDay day;
    private final DayCell cell;
    private final DayStage stage;
    private final EpisodeRunner episodes = new EpisodeRunner();

    private PlayedDay(ServiceDay day, DayCell cell) {
        this.day = day;
        this.cell = cell;
        this.stage = DayStage.of(day, cell, new LoadTests(cell.seed()));
    }

    /**
     * What is played.
     *
     * @param day id of a built-in day, or of a recorded one of {@code compare --suite days}
     * @param engine name of a shipped one
     * @param hours that count, the middle ones of the day; 0 for all of it
     * @param percentile promised of each limit, such as 95
     * @param seed of all chance
     */
    public record Asked(String day, String engine, int hours, int percentile, long seed) {}

    /**
     * A day that is known, at the size at which its busiest half hour needs so many replicas by a load test.
     *
     * @param traces folder of rate files; empty for built-in days alone
     * @param promise to each request
     * @param peak replicas; 1 or more
     * @throws IllegalArgumentException with one sentence where there is no such day
     */
    public static PlayedDay of(Optional<Path> traces, Asked asked, Promise promise, int peak) {
        List<ServiceDay> known = BuiltInDays.andRecorded(traces);
        ServiceDay day = known.stream()
                .filter(one -> one.id().equals(asked.day()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no day '" + asked.day() + "'; there are "
                        + String.join(", ", known.stream().map(ServiceDay::id).toList())));
        ServiceDay played = asked.hours() == 0 ? day : day.shortened(asked.hours());
        return new PlayedDay(
                played.promising(promise, 0),
                new DayCell(
                        asked.day(),
                        peak,
                        asked.engine(),
                        LEAD_TIME,
                        asked.percentile(),
                        Knowledge.MEASURED,
                        asked.hours(),
                        asked.seed()));
    }

    /** The same requests under another promise. */
    public PlayedDay promising(Promise other) {
        return new PlayedDay(
                day.promising(other, DayStage.scale(day, cell, stage.setUp().replica())),
                new DayCell(
                        cell.day(),
                        0,
                        cell.engine(),
                        cell.leadTime(),
                        cell.percentile(),
                        cell.belief(),
                        cell.hours(),
                        cell.seed()));
    }

    /** What a person would find in a day's log of requests. */
    public RequestFigures requests() {
        return RequestFigures.of(stage.load());
    }

    /** The serving profile that a load test of one replica gives, as its text. */
    public String profile() {
        return Belief.MEASURED
                .profileOf(
                        stage.setUp().engine(),
                        stage.setUp().training(),
                        stage.setUp().seed())
                .orElseThrow();
    }

    /**
     * What users get from a fleet that stands still.
     *
     * @param kept whether each limit was kept for its promised share of the day's requests
     * @param hoursKept share of the hours with requests in which each was
     * @param leastShare of requests within a limit, that of the scarcest limit
     */
    public record Standing(boolean kept, double hoursKept, double leastShare) {}

    /** The most replicas that a day is played with. */
    public int mostReplicas() {
        return stage.setUp().maxReplicas();
    }

    /** Plays the scored seconds with so many replicas. */
    public Standing standing(int replicas) {
        Span span = new Span(0, stage.load().scoredSeconds(), Span.USUAL_DRAIN_SECONDS);
        Episode own = stage.episode(0);
        Episode episode = new Episode(
                own.arrivals(), own.engine(), own.promise(), own.cluster().startingWith(replicas), span, own.seed());
        Counted run =
                episodes.counted(episode, new StaticReplicas(replicas), DayFigures.blocksOf(span), OptionalInt.empty());
        DayFigures figures = DayFigures.of(run, episode, stage.goal(), Optional.empty());
        double least = 1;
        for (Signal signal : Signal.values()) {
            least = Math.min(least, figures.shares().of(signal));
        }
        return new Standing(figures.kept(), figures.hoursKept(), least);
    }

    /** The highest step of the day's {@link Staircase}. */
    public int mostOfStaircase() {
        return DayRunner.staircase(stage).most();
    }
}
