// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.supply.LeadTimes;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The learned state of every workload. It is loaded from the store when a workload is planned, and saved there at intervals. State that
 * another replica saved counts more than the state learned here, because only one replica plans. So a replica that plans again after
 * another one continues from that one's learned state. Used by the planning thread alone.
 */
public final class LearnedStates {
    /** Shortest pause between two saves of a workload. A crash loses about this much learning, which soon returns. */
    private static final Duration REMEMBERED_EVERY = Duration.ofSeconds(60);

    /** Half a millisecond each; with two rounds a second a thousand workloads are through within the minute. */
    private static final int REMEMBERED_A_ROUND = 10;

    /** An error budget holds four weeks of hours, so ten minutes matter little; it is by far the largest part. */
    private static final int BUDGET_EVERY = 10;

    /** Those whose memory is oldest first. */
    private final Map<WorkloadKey, Kept> states = new LinkedHashMap<>();

    private final List<Reset> resets = new ArrayList<>();
    private final LeadTimes unknownLeadTimes;
    private final Duration usualLeadTime;
    private final SavedStates store;

    /**
     * Starts with the state in the store only.
     *
     * @param usualLeadTime how long a start takes as long as none was seen; longer than the HPA's sync
     * @param store the store of learned state
     */
    public LearnedStates(Duration usualLeadTime, SavedStates store) {
        this.usualLeadTime = usualLeadTime;
        this.unknownLeadTimes = LeadTimes.remembering(LeadTimes.Memory.NONE, usualLeadTime);
        this.store = store;
    }

    /**
     * A part of the learned state that could not be continued.
     *
     * @param workload the workload
     * @param sentence names the part and the reason
     */
    public record Reset(WorkloadKey workload, String sentence) {}

    /** Learned state, the version of it in the store, and when that is to be renewed. */
    private static final class Kept {
        private final LearnedState state;
        private SavedState stored;
        private Instant due;
        private boolean used;
        private int times;

        /** Not all budgets in the same minute, though all workloads were begun in the same round. */
        Kept(LearnedState state, SavedState stored, Instant due, WorkloadKey workload) {
            this.state = state;
            this.stored = stored;
            this.due = due;
            this.times = Math.floorMod(workload.hashCode(), BUDGET_EVERY);
        }

        boolean budgetIsDue() {
            times++;
            return times % BUDGET_EVERY == 0;
        }
    }

    /**
     * Forgets workloads that no policy claims any more; the store keeps them.
     *
     * @param isClaimed asked for each
     */
    public void keepOnly(Predicate<WorkloadKey> isClaimed) {
        states.keySet().removeIf(isClaimed.negate());
    }

    /**
     * Saves learned state to the store: each workload at most once a minute, its error budget every tenth time, few workloads per call.
     *
     * @param now the instant of the round
     * @param breather called after each workload
     * @return parts that had to be reset since the last call
     */
    public List<Reset> remember(Instant now, YieldPoint breather) {
        List<WorkloadKey> due = states.entrySet().stream()
                .takeWhile(entry -> !now.isBefore(entry.getValue().due))
                .limit(REMEMBERED_A_ROUND)
                .map(Map.Entry::getKey)
                .toList();
        for (WorkloadKey workload : due) {
            remember(workload, now);
            breather.afterTurn();
        }
        List<Reset> told = List.copyOf(resets);
        resets.clear();
        return told;
    }

    /** The learned state of a workload, from this replica or from the replica that planned it since. */
    LearnedState of(WorkloadKey workload, Instant now) {
        SavedState stored = stored(workload);
        Kept kept = states.get(workload);
        if (kept == null || !kept.stored.equals(stored)) {
            LearnedState state = begun(workload, stored);
            kept = new Kept(state, stored, now.plus(REMEMBERED_EVERY), workload);
            putLast(workload, kept);
        }
        kept.used = true;
        return kept.state;
    }

    private LearnedState begun(WorkloadKey workload, SavedState from) {
        return from.parts().isEmpty()
                ? new LearnedState(unknownLeadTimes)
                : LearnedState.remembering(from, usualLeadTime, sentence -> resets.add(new Reset(workload, sentence)));
    }

    private void remember(WorkloadKey workload, Instant now) {
        Kept kept = Objects.requireNonNull(states.get(workload));
        boolean used = kept.used;
        kept.used = false;
        kept.due = now.plus(REMEMBERED_EVERY);
        putLast(workload, kept);
        // State that another replica saved meanwhile stays; the next turn continues from it.
        if (used && kept.stored.equals(stored(workload))) {
            kept.stored = kept.state.memory(kept.stored, kept.budgetIsDue());
            store.learnt(workload, kept.stored);
        }
    }

    private SavedState stored(WorkloadKey workload) {
        return store.of(workload).orElse(SavedState.NOTHING);
    }

    private void putLast(WorkloadKey workload, Kept kept) {
        states.remove(workload);
        states.put(workload, kept);
    }
}
