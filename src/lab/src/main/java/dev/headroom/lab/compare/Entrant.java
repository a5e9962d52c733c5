// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Contender;
import dev.headroom.lab.compare.cell.Side;
import dev.headroom.lab.compare.verdict.Judge;
import java.util.List;

/**
 * A policy that takes part.
 *
 * @param policy its id
 * @param title for readers
 * @param role as what
 * @param shipped its variants as they come, the foremost first; knob 1 each, a side of its own each
 * @param grid among which the tuned variant is chosen on the training window; empty where there is nothing to tune
 * @param swept whether it has a knob
 */
public record Entrant(
        String policy, String title, Role role, List<Contender> shipped, List<Contender> grid, boolean swept) {
    /** As what a policy takes part. */
    public enum Role {
        /** Headroom: the one on trial. Its foremost variant is judged. */
        OURS,
        /** To be beaten. */
        BASELINE,
        /** Knows what no policy can know: shown, not judged. */
        REFERENCE
    }

    public Entrant {
        shipped = List.copyOf(shipped);
        grid = List.copyOf(grid);
        if (shipped.isEmpty()) {
            throw new IllegalArgumentException("policy " + policy + " must have a variant");
        }
        shipped.forEach(contender -> belongs(policy, contender.side()));
        Side tuned = new Side(policy, Judge.TUNED);
        grid.forEach(contender -> {
            if (!contender.side().equals(tuned)) {
                throw new IllegalArgumentException("the grid of policy " + policy + " must be of '" + tuned.label()
                        + "', was of '" + contender.side().label() + "'");
            }
        });
    }

    private static void belongs(String policy, Side side) {
        if (!side.policy().equals(policy)) {
            throw new IllegalArgumentException(
                    "a variant of policy " + policy + " must be of it, was of " + side.policy());
        }
    }
}
