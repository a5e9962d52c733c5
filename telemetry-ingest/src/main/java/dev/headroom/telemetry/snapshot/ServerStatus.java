// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The status of a workload's servers.
 *
 * @param replicasSeen distinct replicas that ended a request within the last 60 s
 * @param heartbeat when one of them was last scraped; empty while none ever was
 * @param replicasScraped distinct replicas that were recently scraped
 * @param load their requests in flight
 * @param finishedLately sequences that they counted as finished within the last minute
 * @param cachedShare share of prompt tokens that came from a cache, 0 to 1, over the last minutes
 * @param coverage requests that events report, as a share of those that the servers count, over the last minutes; sampling or loss of spans
 *     makes it small
 * @param kvTokensPerReplica tokens that all KV caches of one replica hold, as its servers state; the least where replicas differ
 */
public record ServerStatus(
        int replicasSeen,
        Optional<Instant> heartbeat,
        int replicasScraped,
        Load load,
        OptionalLong finishedLately,
        OptionalDouble cachedShare,
        OptionalDouble coverage,
        OptionalLong kvTokensPerReplica) {
    /** Servers that state no limits. */
    public ServerStatus(
            int replicasSeen,
            Optional<Instant> heartbeat,
            int replicasScraped,
            Load load,
            OptionalLong finishedLately,
            OptionalDouble cachedShare,
            OptionalDouble coverage) {
        this(
                replicasSeen,
                heartbeat,
                replicasScraped,
                load,
                finishedLately,
                cachedShare,
                coverage,
                OptionalLong.empty());
    }

    /** Nothing is known of the servers but how many ended a request. */
    public static ServerStatus unscraped(int replicasSeen) {
        return new ServerStatus(
                replicasSeen,
                Optional.empty(),
                0,
                Load.UNKNOWN,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /**
     * The servers' requests in flight.
     *
     * @param running sequences in their batches
     * @param waiting sequences that wait for a place in one
     * @param kvUsage highest share of a KV cache in use, 0 to 1
     */
    public record Load(OptionalLong running, OptionalLong waiting, OptionalDouble kvUsage) {
        /** Nothing is known. */
        public static final Load UNKNOWN = new Load(OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.empty());

        /** Sequences running or waiting; empty when either is unknown. */
        public OptionalLong inFlight() {
            return running.isPresent() && waiting.isPresent()
                    ? OptionalLong.of(running.getAsLong() + waiting.getAsLong())
                    : OptionalLong.empty();
        }
    }

    /** Requests are in flight, and none has ended for a minute: they are slow, or they hang. */
    public boolean stalled() {
        return load.inFlight().orElse(0) > 0 && finishedLately.orElse(1) == 0;
    }
}
