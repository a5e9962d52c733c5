// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.RequestObservation;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ended requests, as observers of one kind report them, by the number of the pane of 10 s: an increment for an {@link EndedWindow}. */
final class EndedGain {
    private final SortedMap<Long, EndedRequests> byNumber = new TreeMap<>();
    /** Most that end one after the other end in the same pane. */
    private @Nullable EndedRequests last;

    private long lastNumber;

    void add(RequestObservation ended) {
        long number = Math.floorDiv(ended.eventTime().getEpochSecond(), (long) EndedWindow.FINE_SECONDS);
        EndedRequests pane = last;
        if (pane == null || number != lastNumber) {
            pane = byNumber.computeIfAbsent(number, absent -> new EndedRequests());
            last = pane;
            lastNumber = number;
        }
        pane.add(ended);
    }

    void add(long number, EndedRequests requests) {
        byNumber.computeIfAbsent(number, absent -> new EndedRequests()).addAll(requests);
    }

    SortedMap<Long, EndedRequests> byNumber() {
        return byNumber;
    }
}
