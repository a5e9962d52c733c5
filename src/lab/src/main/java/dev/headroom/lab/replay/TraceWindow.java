// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.traffic.Arrival;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** A whole trace, of which a window is cut. */
final class TraceWindow {
    private final ReplayParts.Traces traces;
    private final String name;
    private final List<Arrival> all;

    private TraceWindow(ReplayParts.Traces traces, String name, List<Arrival> all) {
        this.traces = traces;
        this.name = name;
        this.all = all;
    }

    static TraceWindow of(ReplayParts.Traces traces, Path file) {
        List<Arrival> all = traces.read(file);
        if (all.isEmpty()) {
            throw new BadReplayException("--trace '" + file + "' has no arrivals");
        }
        return new TraceWindow(traces, String.valueOf(file.getFileName()), all);
    }

    /** From one second of the trace to before another, at so many times its rate. What lies before the window is kept apart. */
    Traffic cut(OptionalInt from, OptionalInt to, double scale, long seed) {
        int first = (int) all.get(0).atSeconds();
        int last = (int) all.get(all.size() - 1).atSeconds() + 1;
        int begin = from.orElse(first);
        int end = Math.min(to.orElse(last), last);
        if (to.isPresent() && to.getAsInt() <= begin) {
            throw new BadReplayException(
                    "--to must be after --from, which is " + begin + " s, was " + to.getAsInt() + " s");
        }
        List<Arrival> window = scale(part(begin, end), scale, seed);
        if (window.isEmpty()) {
            throw new BadReplayException("--from " + begin + " s: '" + name + "' has no arrivals from there to "
                    + Math.max(begin, end) + " s; it lasts from " + first + " s to " + last + " s");
        }
        int beforeSeconds = Math.max(0, begin - first);
        return new Traffic(name, begin, end - begin, window, scale(part(first, begin), scale, seed), beforeSeconds);
    }

    private List<Arrival> scale(List<Arrival> arrivals, double scale, long seed) {
        // Not a word of arithmetic where the traffic is to stay as it is.
        return scale == 1 || arrivals.isEmpty() ? arrivals : traces.scaled(arrivals, scale, seed);
    }

    private List<Arrival> part(int from, int to) {
        return all.stream()
                .filter(arrival -> arrival.atSeconds() >= from && arrival.atSeconds() < to)
                .map(arrival -> new Arrival(arrival.atSeconds() - from, arrival.inputTokens(), arrival.outputTokens()))
                .toList();
    }
}
