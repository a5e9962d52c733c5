// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.report.Fact;
import dev.headroom.lab.report.ShadowPicture;
import dev.headroom.lab.report.ShadowPicture.ObjectiveLimit;
import dev.headroom.lab.report.ShadowPoint;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.SloPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A shadow as a page: its charts, its facts and every change. */
final class ShadowDrawing {
    private static final double MILLIS = 1e3;
    /** More points than a screen has pixels across show nothing more. */
    private static final int MOST_POINTS = 1500;

    private static final String HTML = ".html";

    private final Path file;

    private ShadowDrawing(Path file) {
        this.file = file;
    }

    /** Refuses another kind of file before anything is run. */
    static ShadowDrawing to(Path file) {
        BadInputException.unless(
                file.toString().toLowerCase(Locale.ROOT).endsWith(HTML),
                "--picture must end with " + HTML + ", was '" + file + "'");
        return new ShadowDrawing(file);
    }

    void write(ShadowRun run) {
        if (run.turns().size() < 2) {
            throw new BadInputException("--picture needs 2 turns or more, and there is 1 in " + run.dump());
        }
        try {
            Files.writeString(file, text(run));
        } catch (IOException impossible) {
            throw new BadInputException("--picture cannot be written to '" + file + "': " + impossible, impossible);
        }
    }

    private String text(ShadowRun run) {
        SloPolicy policy = run.policy();
        List<ObjectiveLimit> promises = policy.objectives().stream()
                .map(objective -> new ObjectiveLimit(objective.toString(), objective.limitSeconds()))
                .toList();
        List<ShadowPoint> points = drawn(run.turns()).stream()
                .map(turn -> point(turn, run.from(), policy.objectives()))
                .toList();
        String title = "Shadow of " + run.workload();
        return ShadowPicture.html(title, facts(run), points, promises);
    }

    /** One of so many, and each at which something changed. */
    private static List<ShadowTurn> drawn(List<ShadowTurn> turns) {
        int step = (turns.size() + MOST_POINTS - 1) / MOST_POINTS;
        List<ShadowTurn> drawn = new ArrayList<>();
        for (int index = 0; index < turns.size(); index++) {
            if (index % step == 0 || turns.get(index).differsFrom(turns.get(index - 1))) {
                drawn.add(turns.get(index));
            }
        }
        return drawn;
    }

    private static List<Fact> facts(ShadowRun run) {
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("dump", run.dump().getFileName().toString()),
                new Fact("from", run.from().toString()),
                new Fact("to", run.to().toString()),
                new Fact("requests", Long.toString(run.tally().absorbed())),
                new Fact("scrapes", Long.toString(run.tally().readings())),
                new Fact("turns", Integer.toString(run.turns().size()))));
        if (!run.leftOut().isEmpty()) {
            facts.add(new Fact("left out", run.leftOut()));
        }
        return facts;
    }

    private static ShadowPoint point(ShadowTurn turn, Instant from, List<Objective> objectives) {
        return new ShadowPoint(
                Duration.between(from, turn.at()).toMillis() / MILLIS,
                turn.answered(),
                turn.fleet().ready(),
                new ShadowPoint.Rates(
                        turn.rates().arrivals(),
                        turn.rates().capacityPerReplica(),
                        turn.rates().carried()),
                new ShadowPoint.Hands(
                        asDouble(turn.fleet().load().running()),
                        asDouble(turn.fleet().load().waiting())),
                objectives.stream().map(turn::observedSeconds).toList(),
                turn.because());
    }

    private static OptionalDouble asDouble(OptionalLong value) {
        return value.isPresent() ? OptionalDouble.of((double) value.getAsLong()) : OptionalDouble.empty();
    }
}
