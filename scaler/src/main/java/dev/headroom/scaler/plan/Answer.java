// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.telemetry.Persisted;
import java.util.function.Function;

/** The answer to KEDA. */
public sealed interface Answer {
    /** This many. */
    @Persisted("replicas")
    record Replicas(int count) implements Answer {}

    /** Nothing that could be trusted is known: KEDA's fallback shall act. */
    @Persisted("unavailable")
    record Unavailable(String sentence) implements Answer {}

    /** Decides between the outcomes. */
    default <R> R fold(Function<Replicas, R> replicas, Function<Unavailable, R> unavailable) {
        return this instanceof Replicas known ? replicas.apply(known) : unavailable.apply((Unavailable) this);
    }
}
