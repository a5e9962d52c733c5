// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.bound.Effort;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.policy.ScalingPolicy;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.DoubleConsumer;

/** One line on a terminal that says how far the replay is; nothing where nobody looks. The search has its say after the runs. */
final class Progress {
    /** Set by the launcher, which can ask: Java 17 cannot tell a terminal from a file, for standard output alone. */
    private static final String TERMINAL = "headroom.terminal";

    private static final int WIDTH = 72;
    private static final double PERCENT = 100;

    private final PrintWriter out;
    private final boolean shown;
    private String line = "";
    private volatile boolean searchShown;

    private Progress(PrintWriter out, boolean shown) {
        this.out = out;
        this.shown = shown;
    }

    static Progress onTerminal(PrintWriter out) {
        return new Progress(out, Boolean.getBoolean(TERMINAL));
    }

    synchronized void say(String what) {
        if (shown && !what.equals(line)) {
            line = what;
            String cut = what.length() > WIDTH ? what.substring(0, WIDTH) : what;
            out.print("\r" + cut + " ".repeat(WIDTH - cut.length()));
            out.flush();
        }
    }

    /** Leaves the line empty. */
    synchronized void done() {
        if (shown) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
        }
    }

    /** The same policy, whose progress is said. */
    ScalingPolicy watching(ScalingPolicy policy, String name, Span span) {
        return new ScalingPolicy() {
            @Override
            public void admitted(ServedRequest request) {
                policy.admitted(request);
            }

            @Override
            public void ended(PodIdentity pod, ServedRequest request) {
                policy.ended(pod, request);
            }

            @Override
            public OptionalInt advanceTo(double now, FleetSight fleet) {
                say(percent("running " + name, now / span.endSeconds()));
                return policy.advanceTo(now, fleet);
            }

            @Override
            public String because() {
                return policy.because();
            }
        };
    }

    DoubleConsumer ofSearch(Effort effort) {
        return episodes -> {
            if (searchShown) {
                say(percent("looking for the cheapest path", Math.min(1, episodes / effort.episodes())));
            }
        };
    }

    /** The runs are over, and only the search is left. */
    void showSearch() {
        searchShown = true;
    }

    private static String percent(String what, double share) {
        return String.format(Locale.ROOT, "%s %.0f %%", what, share * PERCENT);
    }
}
