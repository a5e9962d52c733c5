// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.ReplicaLimits;

/** The policy's rules for the number. */
final class PolicyRules {
    private PolicyRules() {}

    /** The policy's limits. */
    static Draft policyLimits(Draft draft, PlanFacts facts) {
        ReplicaLimits limits = facts.input().policy().replicas();
        if (draft.replicas() > limits.max()) {
            return draft.moved(limits.max(), ReasonCode.POLICY_LIMIT, "held at replicas.max " + limits.max());
        }
        return draft.replicas() < limits.min()
                ? draft.moved(limits.min(), ReasonCode.POLICY_LIMIT, "raised to replicas.min " + limits.min())
                : draft;
    }

    /** A policy that only advises is answered with the replicas that run. */
    static Draft advise(Draft draft, PlanFacts facts) {
        if (facts.input().policy().terms().mode() != Mode.ADVISE) {
            return draft;
        }
        if (facts.current().isEmpty()) {
            return draft.answering(new Answer.Unavailable("SLO policy '"
                    + facts.input().policy().name()
                    + "' only advises (mode: advise), but the number of current replicas is unknown"));
        }
        int current = facts.current().getAsInt();
        return draft.answering(new Answer.Replicas(current))
                .noting(ReasonCode.ADVISE, "the policy only advises: the answer is the current " + current);
    }
}
