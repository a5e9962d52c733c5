// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.RequestObservation;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** When each replica last ended a request, and the earliest first token of its requests, for the {@link #MOST} that ended one last. */
final class RecentReplicas {
    /** More than any workload here runs; 55 KiB when full. */
    static final int MOST = 256;

    private static final int BYTES_EACH = 160;

    private static final int BYTES_OF_TOKEN = 56;

    private final Map<String, Instant> lastEnds = new HashMap<>();
    private final Map<String, Instant> firstTokens = new HashMap<>();

    void saw(String replica, RequestObservation ended) {
        sawEnd(replica, ended.eventTime());
        ended.timings()
                .timeToFirstToken()
                .ifPresent(time -> sawFirstToken(replica, ended.arrival().plus(time)));
    }

    /** A token of a replica that has given way to others is not kept. */
    void sawFirstToken(String replica, Instant when) {
        if (lastEnds.containsKey(replica)) {
            firstTokens.merge(replica, when, (known, other) -> other.isBefore(known) ? other : known);
        }
    }

    void sawEnd(String replica, Instant when) {
        Instant known = lastEnds.get(replica);
        if (known == null || when.isAfter(known)) {
            lastEnds.put(replica, when);
            if (lastEnds.size() > MOST) {
                forgetOldest();
            }
        }
    }

    void addAll(RecentReplicas others) {
        others.lastEnds.forEach(this::sawEnd);
        others.firstTokens.forEach(this::sawFirstToken);
    }

    /** By name. */
    Map<String, Instant> lastEnds() {
        return Collections.unmodifiableMap(lastEnds);
    }

    /** The earliest first tokens, by name. */
    Map<String, Instant> firstTokens() {
        return Collections.unmodifiableMap(firstTokens);
    }

    int countSince(Instant from) {
        return (int)
                lastEnds.values().stream().filter(last -> !last.isBefore(from)).count();
    }

    Set<String> since(Instant from) {
        return lastEnds.entrySet().stream()
                .filter(entry -> !entry.getValue().isBefore(from))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean endedSince(String replica, Instant from) {
        Instant last = lastEnds.get(replica);
        return last != null && !last.isBefore(from);
    }

    long bytes() {
        return 128 + (long) lastEnds.size() * BYTES_EACH + (long) firstTokens.size() * BYTES_OF_TOKEN;
    }

    private void forgetOldest() {
        lastEnds.entrySet().stream()
                .min(Map.Entry.<String, Instant>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(Map.Entry::getKey)
                .ifPresent(oldest -> {
                    lastEnds.remove(oldest);
                    firstTokens.remove(oldest);
                });
    }
}
