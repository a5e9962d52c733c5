// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A plan in the making. Each rule makes the next draft of the one before. Immutable.
 *
 * @param replicas the number so far; 0 or more
 * @param needed replicas that demand needs, not rounded; empty while that is not known
 * @param reasons so far, in order
 * @param answer the answer to KEDA instead of the number; empty where the number is the answer
 */
record Draft(int replicas, OptionalDouble needed, List<Reason> reasons, Optional<Answer> answer) {
    Draft {
        reasons = List.copyOf(reasons);
    }

    /** Begins at a number. */
    static Draft at(int replicas) {
        return new Draft(replicas, OptionalDouble.empty(), List.of(), Optional.empty());
    }

    /** The same number, and why it stays. */
    Draft noting(ReasonCode code, String sentence) {
        return moved(replicas, code, sentence);
    }

    /** Another number, and why. */
    Draft moved(int to, ReasonCode code, String sentence) {
        return new Draft(to, needed, with(new Reason(code, to, sentence)), answer);
    }

    /** Demand needs {@code exact} replicas; the number follows. */
    Draft needing(double exact, ReasonCode code, String sentence) {
        int whole = FigureText.roundedUp(exact);
        return new Draft(whole, OptionalDouble.of(exact), with(new Reason(code, whole, sentence)), answer);
    }

    /** Another answer than the number. */
    Draft answering(Answer other) {
        return new Draft(replicas, needed, reasons, Optional.of(other));
    }

    private List<Reason> with(Reason reason) {
        List<Reason> more = new ArrayList<>(reasons);
        more.add(reason);
        return more;
    }
}
