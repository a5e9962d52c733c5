// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

/** A rule of the plan: makes the next draft of the one before, by facts that stand still for the turn. A pure function. */
@FunctionalInterface
interface PlanRule {
    Draft apply(Draft draft, PlanFacts facts);
}
