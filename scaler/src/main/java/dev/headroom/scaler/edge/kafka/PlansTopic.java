// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.PlanOutlet;
import dev.headroom.scaler.cycle.RoundListener;
import dev.headroom.scaler.cycle.SavedStates;
import dev.headroom.scaler.cycle.SharedPods;
import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.ownership.Fence;
import dev.headroom.scaler.ownership.LeadershipStatus;
import dev.headroom.scaler.ownership.LeadershipTerm;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloSource;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * One plan for all replicas: the compacted topic, its reader, its writer and the group that chooses who writes, each on a thread of
 * its own. Nothing here makes planning or answering wait.
 */
public final class PlansTopic {
    /** Only one partition has one order; of a topic with more the others stay empty. */
    private static final int PARTITION = 0;

    private static final Duration LAST_WORDS = Duration.ofMillis(1500);
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final TopicStatus status = new TopicStatus();
    private final TopicReader reader;
    private final TopicWriter writer;
    private final GroupMember member;
    private final SharedPlans plans;
    private final Thread readerThread;
    private final Thread writerThread;
    private final Thread memberThread;

    /** Where plans, history, learned state and pods end up in this replica. */
    public record Stores(LatestPlans latestPlans, Histories histories, SavedStates learnt, SharedPods pods) {}

    /**
     * Stands still.
     *
     * @param policies a replica that has not read them is not fit to plan for all
     */
    public PlansTopic(PlansTopicSettings settings, Stores stores, SloSource policies, PlansFacts facts) {
        Clients clients = new Clients(settings);
        TopicPartition partition = new TopicPartition(settings.topic(), PARTITION);
        Fence fence = new Fence();
        LeadershipTerm term = new LeadershipTerm(settings.replica(), Clients.SESSION);
        this.writer = new TopicWriter(clients::writer, partition, (key, done) -> written(key, done, facts));
        this.plans = new SharedPlans(
                status,
                term,
                fence,
                stores.latestPlans(),
                writer,
                new Housekeeping(stores, writer),
                () -> anyInForce(policies));
        SharedRecords records = new SharedRecords(stores, fence, status, facts);
        this.reader = new TopicReader(
                clients,
                new TopicCare(clients, settings.topic()),
                partition,
                status,
                records,
                new TopicReader.Watched(term, fence));
        this.member =
                new GroupMember(clients, reader, partition, status, term, () -> policies.loaded() && plans.atWork());
        this.readerThread = daemon(reader, "headroom-plans-reader");
        this.writerThread = daemon(writer, "headroom-plans-writer");
        this.memberThread = daemon(member, "headroom-plans-member");
    }

    /** Begins to read, and to take part in the choice of the owner; returns at once. */
    public void start() {
        List.of(readerThread, writerThread, memberThread).forEach(Thread::start);
    }

    /** To be called when no round follows: writes the state that only this replica has, and lets another take over at once. */
    public void stop() {
        plans.lastWords();
        writer.stop();
        join(writerThread, LAST_WORDS);
        member.stop();
        reader.stop();
        join(memberThread, FAREWELL);
        join(readerThread, FAREWELL);
    }

    /** Where plans go. */
    public PlanOutlet outlet() {
        return plans;
    }

    /** Must hear of each round. */
    public RoundListener rounds() {
        return plans;
    }

    /** Whether this replica plans for all. */
    public boolean isOwner() {
        return plans.current().writes();
    }

    /** Whether the topic has been read to its end and the broker answers. */
    public boolean isReachable() {
        return status.reachable();
    }

    /** Whether waiting for plans that stand in the topic would change nothing any more. */
    public boolean isSettled() {
        return status.log() != LeadershipStatus.Log.UNREAD;
    }

    private void written(SharedKey key, boolean done, PlansFacts facts) {
        if (!done) {
            plans.lost(key);
        } else if (key instanceof SharedKey.OfPlan) {
            facts.planWritten();
        }
    }

    /** Waits until the topic has been read to the end that it had at the start, or cannot be; false when neither is so by then. */
    public boolean awaitSettled(Duration atMost) throws InterruptedException {
        return status.awaitSettled(atMost);
    }

    private static boolean anyInForce(SloSource policies) {
        return policies.all().stream().map(PolicyStatus::inForce).anyMatch(java.util.Optional::isPresent);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void join(Thread thread, Duration atMost) {
        try {
            thread.join(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
