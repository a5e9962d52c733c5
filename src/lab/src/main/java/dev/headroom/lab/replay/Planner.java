// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.slo.SloPolicy;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes Headroom itself for a policy document. Throws {@link IllegalArgumentException} with one sentence about a faulty profile. */
@FunctionalInterface
public interface Planner {
    /**
     * A planner for the policy.
     *
     * @param policy as it was read
     * @param policyText the document itself
     * @param profileText what the planner believes of the engine; empty lets it learn
     * @param planEverySeconds pause between two rounds of planning
     * @param decisions told of each plan
     */
    PolicyVariant of(
            SloPolicy policy,
            String policyText,
            Optional<String> profileText,
            double planEverySeconds,
            Consumer<Decision> decisions);
}
