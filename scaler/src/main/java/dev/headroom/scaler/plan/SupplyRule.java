// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.plan.Reason.Stage;
import dev.headroom.scaler.supply.Supply;
import dev.headroom.scaler.supply.Supply.Starting;
import dev.headroom.scaler.supply.Surroundings.Leaving;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What replicas on their way in and out mean for a number that demand asks for. */
final class SupplyRule {
    private final Supply supply;

    SupplyRule(Supply supply) {
        this.supply = supply;
    }

    /** One that is stuck in its start; none that waits for a node, and none that goes anyway. */
    Optional<String> stuck() {
        Set<String> leaving = supply.leaving().stream().map(Leaving::name).collect(Collectors.toSet());
        return supply.starting().stream()
                .filter(replica -> replica.credit() == 0 && !replica.isUnclaimed())
                .map(Starting::name)
                .filter(name -> !leaving.contains(name))
                .findFirst();
    }

    /**
     * Replacements for those whose nodes go; never more than are needed at all, for a replacement may land on a node that goes, too.
     *
     * @param wanted what demand asks for
     */
    Optional<Reason> replacing(int wanted) {
        List<Leaving> leaving = supply.leaving();
        int more = Math.min(leaving.size(), wanted);
        if (more == 0) {
            return Optional.empty();
        }
        Leaving soonest = leaving.get(0);
        String text = count(leaving.size()) + (leaving.size() == 1 ? " goes" : " go") + " with the node, the first in "
                + soonest.in().toSeconds() + " s (" + soonest.cause() + "): " + more + " more in "
                + (more == 1 ? "its" : "their") + " place";
        return Optional.of(new Reason(Stage.SUPPLY, wanted + more, text));
    }

    /**
     * While replicas wait for capacity that nobody makes, more of them would wait beside them: a queue asks for none.
     *
     * @param wanted with what queues ask for
     * @param needed what arrivals ask for
     * @param before the last plan, or the replicas that run
     */
    Optional<Reason> waiting(int wanted, int needed, int before) {
        List<Starting> unclaimed =
                supply.starting().stream().filter(Starting::isUnclaimed).toList();
        if (unclaimed.isEmpty()) {
            return Optional.empty();
        }
        int held = Math.min(wanted, Math.max(needed, before));
        String those = count(unclaimed.size()) + (unclaimed.size() == 1 ? " is" : " are") + " not counted on: "
                + unclaimed.get(0).name() + " "
                + unclaimed.get(0).awaits().map(Supply.Wait::sentence).orElse("waits for a node");
        return Optional.of(new Reason(
                Stage.SUPPLY, held, held < wanted ? those + "; for the queue no more are asked than " + held : those));
    }

    /** Those for which a node is on its way. */
    Optional<Reason> coming(int wanted) {
        List<Starting> claimed = supply.starting().stream()
                .filter(replica -> replica.awaits().filter(Supply.Wait::claimed).isPresent())
                .toList();
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        Starting first = claimed.get(0);
        return Optional.of(new Reason(
                Stage.SUPPLY,
                wanted,
                count(claimed.size()) + (claimed.size() == 1 ? " counts" : " count") + " as coming: " + first.name()
                        + " " + first.awaits().map(Supply.Wait::sentence).orElse("") + ", expected in "
                        + first.expectedIn().toSeconds() + " s"));
    }

    private static String count(int replicas) {
        return replicas == 1 ? "1 replica" : replicas + " replicas";
    }
}
