// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.slo.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Writes a shadow down for people: a line for each change and each minute, and beneath each new answer its reasons. */
final class ShadowTable {
    private static final String NOTHING = "-";
    private static final String COLUMNS = "%-14s %7s %6s %9s %8s %5s %7s %7s  %s";

    private final ShadowRun run;
    private final boolean all;
    private final DateTimeFormatter clock;

    private ShadowTable(ShadowRun run, boolean all) {
        this.run = run;
        this.all = all;
        boolean days = Duration.between(run.from(), run.to()).toHours() >= 24;
        boolean fractions = run.every().toMillis() % 1000 != 0;
        this.clock = DateTimeFormatter.ofPattern(
                        (days ? "MM-dd " : "") + "HH:mm:ss" + (fractions ? ".SSS" : ""), Locale.ROOT)
                .withZone(ZoneOffset.UTC);
    }

    /**
     * The table.
     *
     * @param all whether each turn has a line
     */
    static String of(ShadowRun run, boolean all) {
        return String.join(System.lineSeparator(), new ShadowTable(run, all).lines());
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(head());
        int shown = 0;
        Optional<ShadowTurn> before = Optional.empty();
        for (ShadowTurn turn : run.turns()) {
            if (all || isShown(turn, before)) {
                lines.add(line(turn));
                shown++;
            }
            if (before.isEmpty() || !before.get().answered().equals(turn.answered())) {
                reasons(turn, lines);
            }
            before = Optional.of(turn);
        }
        if (shown < run.turns().size()) {
            lines.add("");
            lines.add(shown + " of " + run.turns().size() + " turns: each change, and one a minute. --all shows each.");
        }
        return lines;
    }

    private List<String> head() {
        List<String> lines = new ArrayList<>();
        lines.add(run.dump().getFileName() + ": " + run.tally().records() + " records from "
                + seconds(run.from())
                + " to " + seconds(run.to()) + "; of " + run.workload() + " "
                + run.tally().absorbed() + " requests, " + run.tally().readings() + " scrapes");
        if (!run.leftOut().isEmpty()) {
            lines.add("left out: " + run.leftOut());
        }
        lines.add("one turn every " + Durations.format(run.every())
                + "; capacity and carried in requests/s of one replica; the answer is not applied");
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                COLUMNS,
                "time (UTC)",
                "desired",
                "answer",
                "capacity",
                "carried",
                "ready",
                "running",
                "waiting",
                "violated"));
        return lines;
    }

    private static boolean isShown(ShadowTurn turn, Optional<ShadowTurn> before) {
        return before.isEmpty() || turn.differsFrom(before.get()) || minute(turn) != minute(before.get());
    }

    private static long minute(ShadowTurn turn) {
        return turn.at().getEpochSecond() / Duration.ofMinutes(1).toSeconds();
    }

    private String line(ShadowTurn turn) {
        return String.format(
                        Locale.ROOT,
                        COLUMNS,
                        clock.format(turn.at()),
                        turn.desired(),
                        text(turn.answered()),
                        text(turn.rates().capacityPerReplica()),
                        text(turn.rates().carried()),
                        text(turn.fleet().ready()),
                        text(turn.fleet().load().running()),
                        text(turn.fleet().load().waiting()),
                        violated(turn))
                .stripTrailing();
    }

    private static String violated(ShadowTurn turn) {
        String signals = turn.violated().stream()
                .map(one -> one.objective().signal().word())
                .distinct()
                .collect(Collectors.joining(" "));
        return turn.telemetry().equals("fresh") ? signals : signals + " (telemetry " + turn.telemetry() + ")";
    }

    private static void reasons(ShadowTurn turn, List<String> lines) {
        for (Reason reason : turn.reasons()) {
            lines.add("      " + reason.code().name().toLowerCase(Locale.ROOT) + " " + reason.replicas() + ": "
                    + reason.sentence());
        }
        String unavailable = turn.answer().fold(known -> "", missing -> missing.sentence());
        if (!unavailable.isEmpty()) {
            lines.add("      no answer: " + unavailable);
        }
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String text(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : NOTHING;
    }

    private static String text(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : NOTHING;
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble()) : NOTHING;
    }
}
