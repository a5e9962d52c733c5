// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The first token of each replica, as its ended requests tell.
 *
 * @param observedFrom the workload's first event: earlier tokens may be unknown
 * @param byReplica the earliest known, by the replica's name; replicas that telemetry does not name are absent
 */
public record FirstTokens(Instant observedFrom, Map<String, Instant> byReplica) {
    /** No token is known. */
    public static final FirstTokens UNKNOWN = new FirstTokens(Instant.MAX, Map.of());

    public FirstTokens {
        byReplica = Map.copyOf(byReplica);
    }

    /**
     * The first token that a replica gave.
     *
     * @param ready since when it has served
     * @return empty before its first request has ended, and where an earlier token may be unknown
     */
    public Optional<Instant> of(String replica, Instant ready) {
        return Optional.ofNullable(byReplica.get(replica))
                .filter(token -> !ready.isBefore(observedFrom) && !token.isBefore(ready));
    }
}
