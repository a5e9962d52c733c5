// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.sketch.QuantileSketch;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Panes of one width along event time, in a ring: a pane gives way to the pane a whole turn newer. An observation goes to the pane it
 * belongs to, however late it comes; an observation that is a turn late or more is dropped.
 */
final class EndedPanes {
    private final int secondsPerPane;
    /** Number of the pane in each place: its start divided by its width. */
    private final long[] numbers;

    private final @Nullable EndedRequests[] panes;

    EndedPanes(int secondsPerPane, int count) {
        this.secondsPerPane = secondsPerPane;
        this.numbers = new long[count];
        this.panes = new @Nullable EndedRequests[count];
        Arrays.fill(numbers, Long.MIN_VALUE);
    }

    void add(RequestObservation request) {
        EndedRequests pane = paneAt(request.eventTime().getEpochSecond());
        if (pane != null) {
            pane.add(request);
        }
    }

    /** Adds requests that ended within {@code second} and the following seconds of the same pane. */
    void addAll(long second, EndedRequests others) {
        EndedRequests pane = paneAt(second);
        if (pane != null) {
            pane.addAll(others);
        }
    }

    /** The pane of a second; null where it has given way to a newer one. */
    private @Nullable EndedRequests paneAt(long second) {
        long number = numberAt(second);
        int place = placeOf(number);
        if (number < numbers[place]) {
            return null;
        }
        EndedRequests pane = panes[place];
        if (pane == null || number > numbers[place]) {
            pane = new EndedRequests();
            panes[place] = pane;
            numbers[place] = number;
        }
        return pane;
    }

    /** Pools the panes that start in {@code [from, to]}, in seconds. */
    EndedRequests pool(long from, long to) {
        EndedRequests pool = new EndedRequests();
        forEach(from, to, pool::addAll);
        return pool;
    }

    /** Pools the values of some measures over the panes that start in {@code [from, to]}, in seconds, into one sketch. */
    QuantileSketch pool(Set<Measure> measures, long from, long to) {
        QuantileSketch pool = new QuantileSketch();
        forEach(from, to, pane -> measures.forEach(measure -> pane.addTo(pool, measure)));
        return pool;
    }

    /** How many ended in the panes that start in {@code [from, to]}, in seconds. */
    long count(long from, long to) {
        long count = 0;
        for (long number = numberAt(from); number <= numberAt(to); number++) {
            EndedRequests pane = panes[placeOf(number)];
            count += pane != null && numbers[placeOf(number)] == number ? pane.ended() : 0;
        }
        return count;
    }

    private void forEach(long from, long to, Consumer<EndedRequests> action) {
        for (long number = numberAt(from); number <= numberAt(to); number++) {
            EndedRequests pane = panes[placeOf(number)];
            if (pane != null && numbers[placeOf(number)] == number) {
                action.accept(pane);
            }
        }
    }

    /** Start of the pane that a second lies in. */
    long startOf(long second) {
        return numberAt(second) * secondsPerPane;
    }

    long bytes() {
        long bytes = 64 + (long) numbers.length * (Long.BYTES + Integer.BYTES);
        for (EndedRequests pane : panes) {
            bytes += pane == null ? 0 : pane.bytes();
        }
        return bytes;
    }

    private long numberAt(long second) {
        return Math.floorDiv(second, (long) secondsPerPane);
    }

    private int placeOf(long number) {
        return (int) Math.floorMod(number, (long) panes.length);
    }
}
