// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.proto.plan.HistoryRecord;
import dev.headroom.proto.plan.LearntRecord;
import dev.headroom.proto.plan.PlanRecord;
import dev.headroom.proto.plan.PodsRecord;
import dev.headroom.scaler.cycle.KnownPod;
import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.SavedState;
import dev.headroom.scaler.cycle.SavedStates;
import dev.headroom.scaler.cycle.SharedPods;
import dev.headroom.scaler.history.DayOfRates;
import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.ownership.Fence;
import dev.headroom.scaler.ownership.FencingToken;
import dev.headroom.telemetry.decode.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands each record of the shared topic to its place in this replica: the latest plans, the histories, the learned state, the pods. An unusable
 * record loses only itself. One thread.
 */
final class SharedRecords {
    private static final Logger LOG = Logger.getLogger(SharedRecords.class);

    private final LatestPlans latestPlans;
    private final Histories histories;
    private final SavedStates learnt;
    private final SharedPods pods;
    private final Fence fence;
    private final TopicStatus status;
    private final PlansFacts facts;
    private final Saying newer = new Saying(LOG);
    private final AtomicLongArray refused = new AtomicLongArray(Refusal.values().length);

    SharedRecords(PlansTopic.Stores stores, Fence fence, TopicStatus status, PlansFacts facts) {
        this.latestPlans = stores.latestPlans();
        this.histories = stores.histories();
        this.learnt = stores.learnt();
        this.pods = stores.pods();
        this.fence = fence;
        this.status = status;
        this.facts = facts;
    }

    /** The topic has been read to the end that it had. */
    void readToTheEnd() {
        pods.readToTheEnd();
    }

    void accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.headers().lastHeader(RecordHeaders.SKIPPED) != null && record.key() == null) {
            refuse(Refusal.UNREADABLE, "", record.offset(), "the record exceeds headroom.feed.most-record-bytes");
            return;
        }
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        // A key of a newer version is ignored; it is not a fault.
        Optional<SharedKey> known = SharedKey.parse(key);
        try {
            if (known.isPresent()) {
                accept(known.get(), record);
            }
        } catch (UnreadableRecord | InvalidProtocolBufferException e) {
            refuse(Refusal.UNREADABLE, key, record.offset(), String.valueOf(e.getMessage()));
        }
    }

    private void accept(SharedKey key, ConsumerRecord<byte[], byte[]> record)
            throws UnreadableRecord, InvalidProtocolBufferException {
        byte @Nullable [] value = record.value();
        if (value == null) {
            end(key, record);
        } else if (key instanceof SharedKey.OfPlan plan) {
            PlanRecord message = PlanRecord.parseFrom(value);
            NotedPlan noted = PlanMessages.fromMessage(message);
            if (!noted.plan().workload().equals(plan.workload())) {
                throw new UnreadableRecord("the plan's workload differs from the record's key: "
                        + noted.plan().workload());
            }
            if (counts(FencingTokens.fromMessage(message.getStamp()), key, record.offset())) {
                facts.planRead(plan.workload(), noted.policyHash());
                latestPlans.put(noted.plan(), noted.knownSince(), status.justBack());
                status.news();
            }
        } else if (key instanceof SharedKey.OfHistory history) {
            HistoryRecord message = HistoryRecord.parseFrom(value);
            DayOfRates day = HistoryMessages.fromMessage(history.day(), message);
            if (counts(FencingTokens.fromMessage(message.getStamp()), key, record.offset())) {
                histories.told(history.workload(), day);
            }
        } else if (key instanceof SharedKey.OfLearnt memory) {
            LearntRecord message = LearntRecord.parseFrom(value);
            SavedState parts = LearntMessages.fromMessage(message);
            if (counts(FencingTokens.fromMessage(message.getStamp()), key, record.offset())) {
                learnt.told(memory.workload(), parts);
                sayNewer(parts, key);
            }
        } else if (key instanceof SharedKey.OfPods known) {
            PodsRecord message = PodsRecord.parseFrom(value);
            List<KnownPod> those = PodMessages.fromMessage(message);
            if (counts(FencingTokens.fromMessage(message.getStamp()), key, record.offset())) {
                pods.told(known.target(), those);
            }
        }
    }

    private void sayNewer(SavedState parts, SharedKey key) {
        int schema = parts.newestSchema();
        if (schema > SavedState.SCHEMA) {
            newer.trouble(
                    "schema " + schema,
                    "learned state of a newer version: unknown fields are ignored key=" + key.text() + " schema="
                            + schema + " known=" + SavedState.SCHEMA);
        }
    }

    private void end(SharedKey key, ConsumerRecord<byte[], byte[]> record) throws UnreadableRecord {
        Header stamp = record.headers().lastHeader(TopicWriter.STAMP_HEADER);
        // A record without a stamp came from a person, who will know why.
        if (stamp != null && !counts(FencingTokens.fromBytes(stamp.value()), key, record.offset())) {
            return;
        }
        if (key instanceof SharedKey.OfPlan plan) {
            latestPlans.remove(plan.workload());
            status.news();
        } else if (key instanceof SharedKey.OfHistory history) {
            histories.forget(new Histories.Entry(history.workload(), history.day()));
        } else if (key instanceof SharedKey.OfLearnt memory) {
            learnt.forget(memory.workload());
        } else if (key instanceof SharedKey.OfPods known) {
            pods.forget(known.target());
        }
    }

    private boolean counts(FencingToken stamp, SharedKey key, long offset) {
        if (fence.admits(stamp)) {
            return true;
        }
        refuse(
                Refusal.SUPERSEDED,
                key.text(),
                offset,
                "epoch " + stamp.epoch() + " of " + stamp.owner() + " has ended, current is "
                        + fence.newest().map(FencingToken::toString).orElse("none"));
        return false;
    }

    /** Logged for the first of each power of two: a writer that continues must not fill the disk. */
    private void refuse(Refusal reason, String key, long offset, String sentence) {
        facts.recordRefused(reason);
        long count = refused.incrementAndGet(Arrays.asList(Refusal.values()).indexOf(reason));
        if (Long.bitCount(count) == 1) {
            LOG.warnf(
                    "shared record refused reason=%s key=%s offset=%d so far=%d cause=%s",
                    reason.word(), key, offset, count, sentence);
        }
    }
}
