// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.episode.Moment;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.report.Fact;
import dev.headroom.lab.report.TimelinePicture;
import dev.headroom.lab.report.TimelinePoint;
import dev.headroom.scaler.slo.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Writes a replay into a folder: its result, its timeline, and a page with charts of it. */
final class ReplayFolder {
    private static final double PERCENT = 100;

    private final Path folder;

    private ReplayFolder(Path folder) {
        this.folder = folder;
    }

    /** Made where there is none, and before the run, so that an hour's work is not lost for a misspelt folder. */
    static ReplayFolder at(Path out) {
        try {
            return new ReplayFolder(Files.createDirectories(out));
        } catch (IOException impossible) {
            throw new BadInputException("--out must be a folder, and none can be made at '" + out + "'", impossible);
        }
    }

    void write(Replayed replayed) {
        try {
            writeFiles(replayed);
        } catch (IOException failure) {
            throw new BadInputException("--out " + folder + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    private void writeFiles(Replayed replayed) throws IOException {
        String title = "Replay of " + replayed.given().trace();
        List<TimelinePoint> points = points(replayed);
        Files.writeString(folder.resolve("result.json"), ReplayJson.of(replayed).toPrettyString() + "\n");
        Files.writeString(folder.resolve("timeline.csv"), TimelinePoint.csv(points));
        Files.writeString(
                folder.resolve("timeline.html"),
                TimelinePicture.html(
                        title, facts(replayed), points, replayed.episode().promise()));
    }

    private static List<TimelinePoint> points(Replayed replayed) {
        int first = replayed.episode().span().warmUpSeconds();
        return replayed.own().outcome().timeline().stream()
                .filter(moment -> moment.atSeconds() >= first)
                .map(moment -> point(moment, replayed))
                .toList();
    }

    private static TimelinePoint point(Moment moment, Replayed replayed) {
        return new TimelinePoint(
                moment.atSeconds(),
                moment.requestsPerSecond(),
                moment.replicas(),
                moment.ready(),
                reference(moment.atSeconds(), replayed),
                new TimelinePoint.Latencies(
                        moment.p99().at(Signal.TTFT),
                        moment.p99().at(Signal.ITL),
                        moment.p99().at(Signal.E2E)),
                moment.attainment(),
                moment.because());
    }

    /** The staircase of a day, the path with hindsight of a trace. */
    private static OptionalInt reference(double atSeconds, Replayed replayed) {
        if (replayed.staircase().isPresent()) {
            int second = (int) atSeconds - replayed.episode().span().warmUpSeconds();
            return OptionalInt.of(replayed.staircase().get().at(second));
        }
        return replayed.bound()
                .map(found -> OptionalInt.of(found.readyAt(atSeconds)))
                .orElse(OptionalInt.empty());
    }

    private static List<Fact> facts(Replayed replayed) {
        Outcome own = replayed.own().outcome();
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("policy", replayed.own().policy().name()),
                new Fact("engine", replayed.given().engine()),
                new Fact("lead time", replayed.given().leadTime()),
                new Fact("requests", Long.toString(own.requests().scored())),
                new Fact("attainment", number(own.attainment().all() * PERCENT) + " %"),
                new Fact("GPU-hours", number(own.use().gpuHours()))));
        replayed.bound().ifPresent(bound -> {
            facts.add(new Fact("GPU-hours with hindsight", number(bound.gpuHours())));
            facts.add(new Fact("regret", number(bound.regretOf(own.use().gpuHours()))));
        });
        replayed.staircaseGpuHours()
                .ifPresent(hours -> facts.add(new Fact("GPU-hours of the staircase", number(hours))));
        return facts;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
