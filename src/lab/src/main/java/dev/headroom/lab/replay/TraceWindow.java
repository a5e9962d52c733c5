// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.dump.TraceSource;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.traffic.RequestList;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** A whole trace, of which a window is cut. */
final class TraceWindow {
    private final String name;
    private final RequestList all;

    private TraceWindow(String name, RequestList all) {
        this.name = name;
        this.all = all;
    }

    static TraceWindow of(Path file) {
        RequestList all = TraceSource.read(file);
        if (all.isEmpty()) {
            throw new BadInputException("--trace '" + file + "' has no arrivals");
        }
        return new TraceWindow(String.valueOf(file.getFileName()), all);
    }

    /** From one second of the trace to before another, at so many times its rate. What lies before the window is kept apart. */
    Traffic cut(OptionalInt from, OptionalInt to, double scale, long seed) {
        int first = (int) all.atSeconds(0);
        int last = (int) all.atSeconds(all.size() - 1) + 1;
        int begin = from.orElse(first);
        int end = Math.min(to.orElse(last), last);
        if (to.isPresent() && to.getAsInt() <= begin) {
            throw new BadInputException(
                    "--to must be after --from, which is " + begin + " s, was " + to.getAsInt() + " s");
        }
        RequestList window = part(begin, end, scale, seed);
        if (window.isEmpty()) {
            throw new BadInputException("--from " + begin + " s: '" + name + "' has no arrivals from there to "
                    + Math.max(begin, end) + " s; it lasts from " + first + " s to " + last + " s");
        }
        int beforeSeconds = Math.max(0, begin - first);
        return Traffic.of(name, begin, end - begin, window, part(first, begin, scale, seed), beforeSeconds);
    }

    private RequestList part(int from, int to, double scale, long seed) {
        if (from >= to) {
            return RequestList.EMPTY;
        }
        RequestList part = all.window(from, to);
        // Not a word of arithmetic where the traffic is to stay as it is.
        return scale == 1 ? part : part.scaled(scale, new SplittableRandom(seed));
    }
}
