// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What a replica was seen to do, made ready to learn from: the work it held while the tokens that it completed came into being,
 * and how fast these came.
 *
 * @param at when it was complete
 * @param perMilli requests per ms that it served meanwhile; above 0
 * @param scraped mean number of running sequences that scrapes showed; empty where none did
 * @param inputTokens mean of a request's prompt
 * @param tokensToCompute the part of it that no cache held
 * @param outputTokens mean of a request's answer; above 1
 * @param tokenMillis mean inter-token latency; above 0
 * @param firstTokenMillis median time to first token; empty where requests waited, or none told it
 * @param completed requests of which this tells; above 0
 */
record Sight(
        Instant at,
        double perMilli,
        OptionalDouble scraped,
        double inputTokens,
        double tokensToCompute,
        double outputTokens,
        double tokenMillis,
        OptionalDouble firstTokenMillis,
        double completed) {
    /** Mean context of a sequence while it decodes, as the capacity model takes it. */
    double meanContext() {
        return inputTokens + outputTokens / 2;
    }

    /**
     * Mean number of sequences in flight, as the capacity model counts them by Little's law: without those that wait.
     *
     * @param prefillMillis of a prompt that waits for nobody
     */
    double inFlight(double prefillMillis) {
        return perMilli * (outputTokens * tokenMillis + prefillMillis);
    }

    /** The chance that a step is running when a request comes: that anything is in flight. */
    double busyShare() {
        return -Math.expm1(-inFlight(0));
    }

    /** Time to first token without the wait for the running step; empty where the whole is not known. */
    OptionalDouble ownPrefillMillis() {
        if (firstTokenMillis.isEmpty()) {
            return OptionalDouble.empty();
        }
        double own = firstTokenMillis.getAsDouble() - busyShare() * tokenMillis / 2;
        return own > 0 ? OptionalDouble.of(own) : OptionalDouble.empty();
    }
}
