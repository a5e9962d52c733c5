// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.work;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far work is: on a terminal one line that is drawn over, elsewhere a plain line now and then. For several threads.
 * Units are of whatever is counted; a part that turns out to need fewer than planned gives the rest back.
 */
public final class Progress {
    /** Set by the launcher, which can ask: Java 17 cannot tell a terminal from a file, for standard output alone. */
    private static final String TERMINAL = "headroom.terminal";

    private static final int BAR_CELLS = 24;
    private static final int LINE_WIDTH = 100;
    private static final double NANOS = 1e9;
    /** Often enough to look alive. */
    private static final double REDRAW_SECONDS = 0.1;
    /** Seldom enough for a log. */
    private static final double PLAIN_SECONDS = 30;

    private static final int SECONDS_A_MINUTE = 60;
    private static final int MINUTES_AN_HOUR = 60;
    private static final int PERCENT = 100;

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final long begun;
    private long planned;
    private long done;
    private long skipped;
    private double shownAt = Double.NEGATIVE_INFINITY;

    /**
     * @param out where to
     * @param terminal whether lines can be drawn over
     * @param nanos a clock that goes forward, e.g. {@code System::nanoTime}
     * @param planned units in all; more may be planned later
     */
    public Progress(PrintWriter out, boolean terminal, LongSupplier nanos, long planned) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.planned = planned;
        this.begun = nanos.getAsLong();
    }

    /** Of a command that begins now, on a terminal where the launcher saw one. */
    public static Progress on(PrintWriter out, long planned) {
        return new Progress(out, Boolean.getBoolean(TERMINAL), System::nanoTime, planned);
    }

    /** More, or with a negative number fewer, units than were planned. */
    public synchronized void plan(long more) {
        planned += more;
    }

    /** Finished just now. */
    public synchronized void done(String what) {
        done++;
        show(what);
    }

    /** Found finished: no time was spent on it, so it says nothing about the time that is left. */
    public synchronized void skipped(String what) {
        skipped++;
        show(what);
    }

    /** On a terminal says what is done just now; elsewhere nothing. */
    public synchronized void say(String what) {
        double now = elapsed();
        if (terminal && now - shownAt >= REDRAW_SECONDS) {
            shownAt = now;
            out.print("\r" + padded(what));
            out.flush();
        }
    }

    /** All is over: leaves an empty line on a terminal. */
    public synchronized void erase() {
        if (terminal) {
            out.print("\r" + padded("") + "\r");
            out.flush();
        }
    }

    /** All is over: leaves one last line. */
    public synchronized void close() {
        String last = (done + skipped) + " done in " + duration(elapsed());
        out.println(terminal ? "\r" + padded(last) : last);
        out.flush();
    }

    private void show(String what) {
        double now = elapsed();
        if (now - shownAt < (terminal ? REDRAW_SECONDS : PLAIN_SECONDS)) {
            return;
        }
        shownAt = now;
        if (terminal) {
            out.print("\r" + padded(bar() + " " + line(now) + "  " + what));
        } else {
            out.println(line(now) + "  " + what);
        }
        out.flush();
    }

    private String line(double now) {
        return String.format(
                Locale.ROOT, "%3.0f %%  %d/%d  %s left", PERCENT * share(), done + skipped, planned, left(now));
    }

    private String bar() {
        int full = (int) Math.round(share() * BAR_CELLS);
        return "[" + "#".repeat(full) + "-".repeat(BAR_CELLS - full) + "]";
    }

    private double share() {
        return planned <= 0 ? 1 : Math.min(1, (double) (done + skipped) / planned);
    }

    private String left(double now) {
        long remaining = Math.max(0, planned - done - skipped);
        return done == 0 ? "?" : duration(now / done * remaining);
    }

    private double elapsed() {
        return (nanos.getAsLong() - begun) / NANOS;
    }

    static String duration(double seconds) {
        long whole = Math.round(seconds);
        long minutes = whole / SECONDS_A_MINUTE;
        if (minutes >= MINUTES_AN_HOUR) {
            return String.format(Locale.ROOT, "%dh %02dm", minutes / MINUTES_AN_HOUR, minutes % MINUTES_AN_HOUR);
        }
        return minutes > 0 ? String.format(Locale.ROOT, "%dm %02ds", minutes, whole % SECONDS_A_MINUTE) : whole + "s";
    }

    /** Longer than what it is drawn over, and no longer than a line. */
    private static String padded(String line) {
        return line.length() > LINE_WIDTH
                ? line.substring(0, LINE_WIDTH - 1) + "…"
                : line + " ".repeat(LINE_WIDTH - line.length());
    }
}
