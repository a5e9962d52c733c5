// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.validate;

import dev.headroom.telemetry.RequestObservation;
import java.util.function.Function;

/** The judgement about one observation. */
public sealed interface Verdict {
    /**
     * To be used.
     *
     * @param observation the observation to use
     * @param clamped whether a duration was off by no more than the clocks' tolerance and was set right
     */
    record Accepted(RequestObservation observation, boolean clamped) implements Verdict {}

    /**
     * Not to be used.
     *
     * @param reason why
     */
    record Rejected(Rejection reason) implements Verdict {}

    /** Decides by verdict. */
    default <R> R fold(
            Function<? super Accepted, ? extends R> accepted, Function<? super Rejected, ? extends R> rejected) {
        return this instanceof Accepted yes ? accepted.apply(yes) : rejected.apply((Rejected) this);
    }
}
