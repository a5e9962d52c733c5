// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** When each replica last ended a request, for the {@link #MOST} that did so last. */
final class RecentReplicas {
    /** More than any workload here runs; 40 KiB when full. */
    static final int MOST = 256;

    private static final int BYTES_EACH = 160;

    private final Map<String, Instant> lastEnds = new HashMap<>();

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
    }

    /** By name. */
    Map<String, Instant> lastEnds() {
        return Collections.unmodifiableMap(lastEnds);
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
        return 64 + (long) lastEnds.size() * BYTES_EACH;
    }

    private void forgetOldest() {
        lastEnds.entrySet().stream()
                .min(Map.Entry.<String, Instant>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(Map.Entry::getKey)
                .ifPresent(lastEnds::remove);
    }
}
