// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

/** Admissions and ends by second of arrival, as observers of one kind report them. The panes decide on a second's place. */
final class ToldArrivals {
    final int[] admitted = new int[ArrivalPanes.SECONDS];
    final int[] ended = new int[ArrivalPanes.SECONDS];
    final long[] marksLeft = new long[ArrivalPanes.SECONDS];

    void clear(int place) {
        admitted[place] = 0;
        ended[place] = 0;
        marksLeft[place] = 0;
    }

    void admit(int place, long mark, int sequences) {
        admitted[place] += sequences;
        marksLeft[place] += mark * sequences;
    }

    void end(int place, long mark) {
        ended[place]++;
        marksLeft[place] -= mark;
    }

    void add(int place, SecondFigures figures) {
        admitted[place] += figures.admitted();
        ended[place] += figures.ended();
        marksLeft[place] += figures.marks();
    }

    long bytes() {
        return 64 + (long) ArrivalPanes.SECONDS * (Long.BYTES + 2 * Integer.BYTES);
    }
}
