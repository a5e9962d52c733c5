// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.chaos.ChaosRow.End;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Tries a fault on a stage: waits until all is quiet, lets it strike, and waits until all is as before. */
final class ChaosTrial {
    /** So long all must be as it should without a break. */
    private static final double QUIET_SECONDS = 3;

    private static final Duration QUIET_WITHIN = Duration.ofMinutes(3);
    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(150);

    private final ChaosFault fault;
    private final ChaosStage stage;
    private final Notes notes = new Notes();

    ChaosTrial(ChaosFault fault, ChaosStage stage) {
        this.fault = fault;
        this.stage = stage;
    }

    /** Takes as long as the fault, and as the service takes to recover. */
    ChaosRow run() throws Exception {
        int before = quietAnswer();
        long begin = System.nanoTime();
        fault.strike().on(stage, notes);
        long gone = System.nanoTime();
        OptionalDouble recovered = recovered(before, gone);
        boolean alive = stage.alive();
        Watched watched = Watched.since(stage.replicas(), begin);
        fault.look().on(stage, notes);
        boolean fell = watched.lowest().isPresent() && watched.lowest().getAsInt() < before;
        boolean held =
                !fell && recovered.isPresent() && alive && notes.complaints().isEmpty();
        return new ChaosRow(
                fault.name(),
                held ? End.HELD : End.BROKEN,
                OptionalInt.of(before),
                watched.lowest(),
                watched.longestWithoutNumber(),
                recovered,
                alive,
                seen(watched));
    }

    private String seen(Watched watched) {
        Set<String> refusals = watched.refusals();
        String more = notes.text();
        return String.format(
                Locale.ROOT,
                "%s%stelemetry %s; demand read %s/s; slowest answer %.2f s",
                more.isEmpty() ? "" : more + "; ",
                refusals.isEmpty() ? "" : "told " + String.join(", ", refusals) + "; ",
                watched.states(),
                watched.demand(),
                watched.slowest());
    }

    private int quietAnswer() throws Exception {
        Quiet quiet = new Quiet(System.nanoTime());
        Waiting.require(QUIET_WITHIN, "all replicas answer alike before '" + fault.name() + "'", () -> quiet.look(0));
        return quiet.answer;
    }

    private OptionalDouble recovered(int before, long gone) throws Exception {
        Quiet quiet = new Quiet(gone);
        return Waiting.until(RECOVERED_WITHIN, () -> quiet.look(before))
                ? OptionalDouble.of(Waiting.seconds(gone, quiet.sinceNanos))
                : OptionalDouble.empty();
    }

    /** How long all has been as it should. */
    private final class Quiet {
        private final long fromNanos;
        private long sinceNanos;
        private int answer = -1;

        Quiet(long fromNanos) {
            this.fromNanos = fromNanos;
        }

        /** Whether it has been so for long enough, with an answer that is no lower than {@code least}. */
        boolean look(int least) {
            Optional<Integer> told = stage.settledOn(fromNanos).filter(number -> number >= least);
            boolean over = told.isPresent() && fault.over().test(stage);
            long now = System.nanoTime();
            if (!over) {
                answer = -1;
                return false;
            }
            if (answer != told.orElseThrow()) {
                answer = told.orElseThrow();
                sinceNanos = now;
            }
            return Waiting.seconds(sinceNanos, now) >= QUIET_SECONDS;
        }
    }
}
