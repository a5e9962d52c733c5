// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Sight;
import java.util.OptionalDouble;

/** Asks for so many times what another law asks for. */
public final class Multiplied implements Baseline {
    private final Baseline law;
    private final double factor;

    /**
     * Multiplies another law's decisions before they are rounded.
     *
     * @param law to multiply
     * @param factor above 0
     */
    public Multiplied(Baseline law, double factor) {
        this.law = law;
        this.factor = Demands.positive("factor", factor);
    }

    @Override
    public Decision decide(Sight sight) {
        Decision decision = law.decide(sight);
        return decision.replicas().isEmpty()
                ? decision
                : Decision.of(decision.replicas().getAsDouble() * factor, decision.because());
    }

    @Override
    public OptionalDouble rule(Sight sight) {
        return law.rule(sight);
    }
}
