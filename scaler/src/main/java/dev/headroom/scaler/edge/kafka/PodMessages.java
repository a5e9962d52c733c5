// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.proto.plan.PodsRecord;
import dev.headroom.scaler.cycle.KnownPod;
import dev.headroom.scaler.ownership.FencingToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pods of a scale target, on the wire and within. */
final class PodMessages {
    /** Several times as many as are written; a broker takes some 8,000 in a record. */
    static final int MOST_PODS = 5_000;

    private PodMessages() {}

    static PodsRecord toMessage(List<KnownPod> pods, FencingToken stamp) {
        PodsRecord.Builder record = PodsRecord.newBuilder().setStamp(FencingTokens.toMessage(stamp));
        for (KnownPod pod : pods) {
            PodsRecord.Pod.Builder message = record.addPodsBuilder()
                    .setUid(pod.uid())
                    .setName(pod.name())
                    .setCreated(ProtoTimes.of(pod.created()));
            if (!pod.replica().equals(pod.uid())) {
                message.setReplica(pod.replica());
            }
            pod.gone().ifPresent(at -> message.setGone(ProtoTimes.of(at)));
        }
        return record.build();
    }

    static List<KnownPod> fromMessage(PodsRecord record) throws UnreadableRecord {
        if (record.getPodsCount() > MOST_PODS) {
            throw new UnreadableRecord(
                    "a scale target must have at most " + MOST_PODS + " known pods, had " + record.getPodsCount());
        }
        List<KnownPod> pods = new ArrayList<>();
        try {
            for (PodsRecord.Pod pod : record.getPodsList()) {
                pods.add(new KnownPod(
                        pod.getUid(),
                        pod.getName(),
                        pod.getReplica().isEmpty() ? pod.getUid() : pod.getReplica(),
                        ProtoTimes.of(pod.getCreated()),
                        pod.hasGone() ? Optional.of(ProtoTimes.of(pod.getGone())) : Optional.empty()));
            }
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new UnreadableRecord(String.valueOf(e.getMessage()), e);
        }
        return List.copyOf(pods);
    }
}
