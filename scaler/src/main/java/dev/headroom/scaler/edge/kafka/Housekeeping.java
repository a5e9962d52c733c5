// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.scaler.cycle.PostureOverrides;
import dev.headroom.scaler.cycle.PostureWish;
import dev.headroom.scaler.history.DayOfRates;
import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.ownership.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Writes down what is shared beside plans: wishes by whoever hears of them, history by the owner. Planning thread only. */
final class Housekeeping {
    /** What a crash may cost: another replica observed the same minutes, so only a crash of all. */
    private static final Duration HISTORY_EVERY = Duration.ofMinutes(5);

    /** A day is up to 9 kB; a round must not hold up plans behind megabytes of history. */
    private static final int DAYS_A_ROUND = 50;

    private final Histories histories;
    private final PostureOverrides overrides;
    private final TopicWriter writer;
    private final Deque<Histories.Entry> due = new ArrayDeque<>();
    private Instant nextHistory = Instant.MIN;

    Housekeeping(Histories histories, PostureOverrides overrides, TopicWriter writer) {
        this.histories = histories;
        this.overrides = overrides;
        this.writer = writer;
    }

    void roundOver(Instant now, Optional<Stamp> owner) {
        for (PostureWish wish : overrides.toShare(now)) {
            writer.put(keyOf(wish), PostureMessages.toMessage(wish));
        }
        owner.ifPresent(stamp -> asOwner(now, stamp));
    }

    /** Everything that was observed here and not written yet. */
    void lastWords(Stamp stamp) {
        histories.untold().forEach(entry -> write(entry, stamp));
    }

    private void asOwner(Instant now, Stamp stamp) {
        for (PostureWish wish : overrides.forgotten(now)) {
            writer.end(keyOf(wish), Optional.empty());
        }
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
    }

    private void write(Histories.Entry entry, Stamp stamp) {
        Optional<DayOfRates> day = histories.of(entry.workload()).day(entry.day());
        day.ifPresent(rates -> writer.put(keyOf(entry), HistoryMessages.toMessage(rates, stamp)));
    }

    private static SharedKey keyOf(Histories.Entry entry) {
        return new SharedKey.OfHistory(entry.workload(), entry.day());
    }

    private static SharedKey keyOf(PostureWish wish) {
        return new SharedKey.OfPosture(wish.workload(), wish.scaledObject());
    }
}
