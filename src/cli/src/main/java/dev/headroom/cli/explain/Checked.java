// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.explain;

import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.Difference;
import dev.headroom.scaler.plan.ReplicaPlan;
import java.util.List;

/**
 * A decision that was made again.
 *
 * @param line where it stands in its file, from 1
 * @param decision as it was
 * @param again the plan as it is made now
 * @param differences between the two; none for equal plans
 */
record Checked(long line, Decision decision, ReplicaPlan again, List<Difference> differences) {
    Checked {
        differences = List.copyOf(differences);
    }

    static Checked of(long line, Decision decision) {
        ReplicaPlan again = decision.again();
        return new Checked(line, decision, again, Difference.between(decision.plan(), again));
    }

    /** Whether the number is the same, and so is what KEDA was told. */
    boolean sameNumber() {
        return decision.plan().desired() == again.desired()
                && decision.plan().answer().equals(again.answer());
    }

    /** Where it stands, whose it is and when it was made. */
    String place() {
        return "line " + line + ", " + decision.workload() + " at "
                + decision.plan().madeAt();
    }
}
