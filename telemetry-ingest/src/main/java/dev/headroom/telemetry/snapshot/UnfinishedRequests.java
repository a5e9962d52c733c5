// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Requests that were admitted and have not ended, by age. Known only where admissions are reported; elsewhere the list is empty, which says
 * nothing.
 *
 * @param at the instant of the reading
 * @param groups by second of arrival, oldest first
 */
public record UnfinishedRequests(Instant at, List<Group> groups) {
    public UnfinishedRequests {
        groups = List.copyOf(groups);
    }

    /**
     * Requests that arrived within one second.
     *
     * @param arrival start of that second
     * @param count how many; above 0
     */
    public record Group(Instant arrival, long count) {}

    /** No request is known to be unfinished. */
    public static UnfinishedRequests none(Instant at) {
        return new UnfinishedRequests(at, List.of());
    }

    /** How many there are. */
    public long count() {
        return groups.stream().mapToLong(Group::count).sum();
    }

    /** How many have certainly lasted longer than {@code age}. */
    public long olderThan(Duration age) {
        Instant latest = at.minus(age).minusSeconds(1);
        return groups.stream()
                .filter(group -> !group.arrival().isAfter(latest))
                .mapToLong(Group::count)
                .sum();
    }
}
