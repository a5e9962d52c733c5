// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.supply.StuckListener;
import dev.headroom.scaler.supply.Supply;
import dev.headroom.scaler.supply.SupplyOutlook.Stuck;
import dev.headroom.telemetry.ScaleTarget;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells the operators of a model that replicas of it do not start: an Event on the scale target. One thread. */
final class StuckStartEvents implements StuckListener {
    static final String REASON = "StuckStart";

    /** Remembered reports: more than replicas that are stuck at once. */
    private static final int MOST_TOLD = 1_000;

    private final FaultEvents events;
    private final PodDirectory pods;
    private final Set<Told> told = new LinkedHashSet<>();

    StuckStartEvents(FaultEvents events, PodDirectory pods) {
        this.events = events;
        this.pods = pods;
    }

    private record Told(ScaleTarget target, String replica) {}

    @Override
    public void stuck(ScaleTarget target, List<Stuck> stuck) {
        List<Stuck> untold = stuck.stream()
                .filter(one -> told.add(new Told(target, one.replica())))
                .toList();
        if (!untold.isEmpty()) {
            events.raise(
                    target,
                    REASON,
                    untold.stream().map(Stuck::replica).sorted().collect(Collectors.joining(",")),
                    untold.stream().map(one -> text(target, one)).collect(Collectors.joining("; ")));
        }
        while (told.size() > MOST_TOLD) {
            told.remove(told.iterator().next());
        }
    }

    private String text(ScaleTarget target, Stuck stuck) {
        boolean counts = stuck.awaits().map(Supply.Wait::claimed).orElse(true);
        String next = stuck.replaced()
                ? "another replica replaces it"
                : counts ? "it still counts as starting" : "it no longer counts as starting";
        return "pod " + pods.podOf(target, stuck.replica()) + " has been starting for "
                + stuck.lasts().toSeconds()
                + " s, longer than nearly all starts (" + stuck.limit().toSeconds() + " s)"
                + (stuck.hasNode() ? "" : ", has no node")
                + stuck.awaits().map(one -> ", it " + one.sentence()).orElse("") + ": " + next;
    }
}
