// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.scaler.cycle.SavedState;
import dev.headroom.scaler.cycle.SavedStates;
import dev.headroom.scaler.cycle.SharedPods;
import dev.headroom.scaler.history.DayOfRates;
import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.ownership.FencingToken;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Writes shared state other than plans: history, learned state and pods, by the owner. Planning thread only, but for {@link #lost}. */
final class Housekeeping {
    /** A crash of all replicas loses at most this much history; after the crash of one, another replica has observed the same minutes. */
    private static final Duration HISTORY_EVERY = Duration.ofMinutes(5);

    /** A day is up to 9 kB; a round must not hold up plans behind megabytes of history. */
    private static final int DAYS_A_ROUND = 50;

    /** Learning continues while a replica is replaced; a lost minute is soon learned again. */
    private static final Duration LEARNT_EVERY = Duration.ofSeconds(60);

    /** Some tens of kB each; a thousand workloads are through in half a minute. */
    private static final int MEMORIES_A_ROUND = 20;

    /** Telemetry of a pod that has just gone is read for a minute at most by those who run; only a process that starts asks the topic. */
    private static final Duration PODS_EVERY = Duration.ofSeconds(10);

    private final Histories histories;
    private final SavedStates learnt;
    private final SharedPods pods;
    private final TopicWriter writer;
    private final Saying saying = new Saying(Logger.getLogger(Housekeeping.class));
    private final Deque<Histories.Entry> due = new ArrayDeque<>();
    private final Deque<WorkloadKey> dueLearnt = new ArrayDeque<>();
    private Instant nextHistory = Instant.MIN;
    private Instant nextLearnt = Instant.MIN;
    private Instant nextPods = Instant.MIN;

    Housekeeping(PlansTopic.Stores stores, TopicWriter writer) {
        this.histories = stores.histories();
        this.learnt = stores.learnt();
        this.pods = stores.pods();
        this.writer = writer;
    }

    void roundOver(Instant now, Optional<FencingToken> owner) {
        owner.ifPresent(stamp -> asOwner(now, stamp));
    }

    /** Everything that was observed here and not written yet. */
    void lastWords(FencingToken stamp) {
        histories.untold().forEach(entry -> write(entry, stamp));
        learnt.untold().forEach(workload -> write(workload, stamp));
        writePods(stamp);
    }

    /** It is due again with the next. */
    void lost(SharedKey.OfLearnt key) {
        learnt.lost(key.workload());
    }

    /** It is due again with the next. */
    void lost(SharedKey.OfPods key) {
        pods.lost(key.target());
    }

    private void asOwner(Instant now, FencingToken stamp) {
        if (!now.isBefore(nextHistory)) {
            nextHistory = now.plus(HISTORY_EVERY);
            due.clear();
            due.addAll(histories.untold());
            for (Histories.Entry over : histories.overdue(now)) {
                writer.end(keyOf(over), Optional.of(stamp));
            }
        }
        for (int day = 0; day < DAYS_A_ROUND && !due.isEmpty(); day++) {
            write(due.remove(), stamp);
        }
        if (!now.isBefore(nextLearnt)) {
            nextLearnt = now.plus(LEARNT_EVERY);
            dueLearnt.clear();
            dueLearnt.addAll(learnt.untold());
        }
        for (int memory = 0; memory < MEMORIES_A_ROUND && !dueLearnt.isEmpty(); memory++) {
            write(dueLearnt.remove(), stamp);
        }
        if (!now.isBefore(nextPods)) {
            nextPods = now.plus(PODS_EVERY);
            writePods(stamp);
        }
    }

    private void writePods(FencingToken stamp) {
        for (SharedPods.Change change : pods.toWrite()) {
            SharedKey key = new SharedKey.OfPods(change.target());
            if (change.pods().isEmpty()) {
                writer.end(key, Optional.of(stamp));
            } else {
                writer.put(key, PodMessages.toMessage(change.pods(), stamp));
            }
        }
    }

    private void write(WorkloadKey workload, FencingToken stamp) {
        Optional<SavedState> now = learnt.toWrite(workload);
        if (now.isPresent() && LearntMessages.fits(now.get())) {
            writer.put(new SharedKey.OfLearnt(workload), LearntMessages.toMessage(now.get(), stamp));
        } else if (now.isPresent()) {
            saying.trouble(
                    "size",
                    "learned state of workload " + workload + " is not shared: it has more than "
                            + LearntMessages.MOST_CHARACTERS + " characters");
        }
    }

    private void write(Histories.Entry entry, FencingToken stamp) {
        Optional<DayOfRates> day = histories.of(entry.workload()).day(entry.day());
        day.ifPresent(rates -> writer.put(keyOf(entry), HistoryMessages.toMessage(rates, stamp)));
    }

    private static SharedKey keyOf(Histories.Entry entry) {
        return new SharedKey.OfHistory(entry.workload(), entry.day());
    }
}
