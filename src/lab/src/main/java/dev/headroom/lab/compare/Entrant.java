// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Contender;
import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.verdict.Judge;
import java.util.List;
import java.util.Locale;

/**
 * A policy that takes part.
 *
 * @param policy its id
 * @param title for readers
 * @param role as what
 * @param shipped its variants as they come, the foremost first; knob 1 each, a form of its own each
 * @param grid among which the tuned variant is chosen on the training window; empty where there is nothing to tune
 */
public record Entrant(String policy, String title, Role role, List<Contender> shipped, List<Contender> grid) {
    /** As what a policy takes part. */
    public enum Role {
        /** Headroom: the one on trial. Its foremost variant is judged. */
        OURS,
        /** To be beaten. */
        BASELINE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Entrant {
        shipped = List.copyOf(shipped);
        grid = List.copyOf(grid);
        if (shipped.isEmpty()) {
            throw new IllegalArgumentException("policy " + policy + " must have a variant");
        }
        for (Contender contender : shipped) {
            if (!contender.form().policy().equals(policy)) {
                throw new IllegalArgumentException("a variant of policy " + policy + " must be of it, was of "
                        + contender.form().policy());
            }
        }
        PolicyForm tuned = new PolicyForm(policy, Judge.TUNED);
        for (Contender contender : grid) {
            if (!contender.form().equals(tuned)) {
                throw new IllegalArgumentException("the grid of policy " + policy + " must be of '" + tuned.label()
                        + "', was of '" + contender.form().label() + "'");
            }
        }
    }
}
