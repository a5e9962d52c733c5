// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Arrivals by second, as observers of one kind report them: an increment for {@link ArrivalPanes}. */
final class ArrivalGain {
    private final SortedMap<Long, Counted> bySecond = new TreeMap<>();
    /** Most that arrive one after the other arrive in the same second. */
    private @Nullable Counted last;

    private long lastSecond;

    private static final class Counted {
        private int admitted;
        private int ended;
        private long marks;

        SecondFigures figures() {
            return new SecondFigures(admitted, ended, marks);
        }
    }

    void add(RequestObservation request) {
        Counted counted = at(request.arrival().getEpochSecond());
        if (request.phase() == Phase.ADMITTED) {
            int sequences = ArrivalPanes.sequencesOf(request);
            counted.admitted += sequences;
            counted.marks += ArrivalPanes.markOf(request) * sequences;
        } else {
            counted.ended++;
            counted.marks -= ArrivalPanes.markOf(request);
        }
    }

    void add(long second, SecondFigures figures) {
        Counted counted = at(second);
        counted.admitted += figures.admitted();
        counted.ended += figures.ended();
        counted.marks += figures.marks();
    }

    SortedMap<Long, SecondFigures> bySecond() {
        SortedMap<Long, SecondFigures> figures = new TreeMap<>();
        bySecond.forEach((second, counted) -> figures.put(second, counted.figures()));
        return figures;
    }

    private Counted at(long second) {
        Counted counted = last;
        if (counted == null || second != lastSecond) {
            counted = bySecond.computeIfAbsent(second, absent -> new Counted());
            last = counted;
            lastSecond = second;
        }
        return counted;
    }
}
