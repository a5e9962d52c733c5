// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recently completed requests of each replica, in panes of 10 s. The last {@link #PANES} are kept, for the {@link #MOST} replicas that
 * completed something last. A pane takes 0.45 KiB, at most 0.9.
 */
public final class ReplicaPanes {
    /** How long a pane is: that of scraped gauges, too. */
    public static final long PANE_MILLIS = 10_000;

    /** Panes that are read, a pane that is being filled, and panes for late and early events. */
    static final int PANES = 8;

    /** More than any workload here runs. */
    static final int MOST = 256;

    private static final long BYTES_EACH = 64 + 64 + PANES * 4L;

    private final Map<String, Ring> rings = new HashMap<>();

    ReplicaPanes() {}

    void add(String replica, RequestObservation ended) {
        if (ended.phase() != Phase.COMPLETED) {
            return;
        }
        long number = numberAt(ended.eventTime());
        ReplicaPane pane = paneFor(replica, number);
        if (pane != null) {
            pane.add(ended);
        }
        forgetTooMany();
    }

    /** Adds reports of a replica within a pane from elsewhere. */
    void addAll(String replica, ReplicaFigures others) {
        ReplicaPane pane = paneFor(replica, others.number());
        if (pane != null) {
            pane.addAll(others);
        }
        forgetTooMany();
    }

    /** The parts of its panes, by replica, in no order. */
    Map<String, List<ReplicaFigures>> figures() {
        Map<String, List<ReplicaFigures>> figures = new HashMap<>();
        rings.forEach((replica, ring) -> figures.put(
                replica,
                Arrays.stream(ring.panes)
                        .filter(Objects::nonNull)
                        .map(ReplicaPane::figures)
                        .toList()));
        return figures;
    }

    private @Nullable ReplicaPane paneFor(String replica, long number) {
        Ring ring = rings.get(replica);
        if (ring == null) {
            rings.values().removeIf(old -> old.newest + PANES <= number);
            ring = new Ring();
            rings.put(replica, ring);
        }
        return ring.paneFor(number);
    }

    private void forgetTooMany() {
        if (rings.size() > MOST) {
            forgetOldest();
        }
    }

    /** Replicas that may have a pane. */
    public Set<String> replicas() {
        return Set.copyOf(rings.keySet());
    }

    /**
     * The requests that a replica completed within a pane; empty when there were none.
     *
     * @param from the pane's start
     */
    public Optional<ReplicaPane> paneOf(String replica, Instant from) {
        return Optional.ofNullable(rings.get(replica))
                .flatMap(ring -> ring.paneOf(numberAt(from)))
                .filter(pane -> pane.completed() > 0);
    }

    /** The number of the pane that an instant lies in: its start divided by its width. */
    public static long numberAt(Instant instant) {
        return Math.floorDiv(instant.toEpochMilli(), PANE_MILLIS);
    }

    long bytes() {
        return 64
                + rings.values().stream()
                        .mapToLong(ring -> BYTES_EACH + ring.bytes())
                        .sum();
    }

    private void forgetOldest() {
        rings.entrySet().stream()
                .min(Comparator.comparingLong((Map.Entry<String, Ring> entry) -> entry.getValue().newest)
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(Map.Entry::getKey)
                .ifPresent(rings::remove);
    }

    private static final class Ring {
        private final @Nullable ReplicaPane[] panes = new @Nullable ReplicaPane[PANES];
        private long newest = Long.MIN_VALUE;

        /** Null where it has given way to a newer one. */
        @Nullable
        ReplicaPane paneFor(long number) {
            int place = (int) Math.floorMod(number, (long) PANES);
            ReplicaPane pane = panes[place];
            if (pane != null && number < pane.number()) {
                return null;
            }
            if (pane == null || number > pane.number()) {
                pane = new ReplicaPane(number);
                panes[place] = pane;
            }
            newest = Math.max(newest, number);
            return pane;
        }

        Optional<ReplicaPane> paneOf(long number) {
            ReplicaPane pane = panes[(int) Math.floorMod(number, (long) PANES)];
            return pane != null && pane.number() == number ? Optional.of(pane) : Optional.empty();
        }

        long bytes() {
            return Arrays.stream(panes)
                    .mapToLong(pane -> pane == null ? 0 : pane.bytes())
                    .sum();
        }
    }
}
