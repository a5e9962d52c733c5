// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReplicaPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A moment at which a workload's plan came to say something else.
 *
 * @param at when the plan was made
 * @param before the answer until then; empty for the first plan
 * @param answer the answer from then on
 * @param desired replicas that the plan wants
 * @param state the state of telemetry, in one word
 * @param reasons one for each rule that moved the number, in order
 */
public record Change(
        Instant at, Optional<Answer> before, Answer answer, int desired, String state, List<Reason> reasons) {
    public Change {
        reasons = List.copyOf(reasons);
    }

    static Change of(Optional<ReplicaPlan> before, ReplicaPlan plan) {
        return new Change(
                plan.madeAt(),
                before.map(ReplicaPlan::answer),
                plan.answer(),
                plan.desired(),
                plan.state().word(),
                plan.reasons());
    }
}
