// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.supply.Supply;
import dev.headroom.scaler.supply.Supply.Starting;
import dev.headroom.scaler.supply.Surroundings.Leaving;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The effect of starting and leaving replicas on a number that demand asks for. */
final class SupplyRules {
    private SupplyRules() {}

    /** A start that is stuck is replaced while it is needed: until enough others serve. */
    static Draft stuckStart(Draft draft, PlanFacts facts) {
        Supply supply = facts.input().supply();
        Set<String> leaving = supply.leaving().stream().map(Leaving::name).collect(Collectors.toSet());
        return supply.starting().stream()
                .filter(replica -> replica.credit() == 0 && !replica.isUnclaimed())
                .map(Starting::name)
                .filter(name -> !leaving.contains(name))
                .findFirst()
                .filter(name -> mayReplace(draft, facts) && supply.ready().orElse(0) < draft.replicas())
                .map(name -> draft.moved(
                        draft.replicas() + 1,
                        ReasonCode.STUCK_START,
                        "replica " + name + " is stuck starting: 1 more replaces it"))
                .orElse(draft);
    }

    /** Replicas that wait for a node are named, and where it comes from: also where telemetry forbids a plan, as before the first replica. */
    static Draft waitsForNode(Draft draft, PlanFacts facts) {
        List<Starting> waiting = facts.input().supply().starting().stream()
                .filter(replica -> replica.awaits().isPresent())
                .toList();
        if (waiting.isEmpty()) {
            return draft;
        }
        Starting first = waiting.get(0);
        return draft.noting(
                ReasonCode.WAITS_FOR_NODE,
                FigureText.replicas(waiting.size()) + (waiting.size() == 1 ? " waits" : " wait") + " for a node: "
                        + first.name()
                        + " " + first.awaits().map(Supply.Wait::sentence).orElse("")
                        + (first.isUnclaimed()
                                ? ""
                                : ", expected in " + first.expectedIn().toSeconds() + " s"));
    }

    /** Replicas whose nodes go are replaced; never more than are needed, because a replacement may land on a node that goes, too. */
    static Draft leavingReplica(Draft draft, PlanFacts facts) {
        List<Leaving> leaving = facts.input().supply().leaving();
        int more = Math.min(leaving.size(), draft.replicas());
        if (more == 0 || !mayReplace(draft, facts)) {
            return draft;
        }
        Leaving soonest = leaving.get(0);
        return draft.moved(
                draft.replicas() + more,
                ReasonCode.LEAVING_REPLICA,
                FigureText.replicas(leaving.size()) + (leaving.size() == 1 ? " leaves" : " leave")
                        + " with the node, the first in "
                        + soonest.in().toSeconds() + " s (" + soonest.cause() + "): " + more + " more "
                        + (more == 1 ? "replaces it" : "replace them"));
    }

    /** A number that only continues the last one already contains replacements. */
    private static boolean mayReplace(Draft draft, PlanFacts facts) {
        return facts.mayPlan() && draft.needed().isPresent();
    }
}
