// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import dev.headroom.proto.pane.PartitionProgress;
import dev.headroom.proto.pane.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The border between progress and its message. */
final class ProgressMessages {
    private ProgressMessages() {}

    static dev.headroom.proto.pane.ReadingProgress messageOf(ReadingProgress progress) {
        dev.headroom.proto.pane.ReadingProgress.Builder message =
                dev.headroom.proto.pane.ReadingProgress.newBuilder().setGeneration(progress.generation());
        new TreeMap<>(progress.topics())
                .forEach((name, partitions) ->
                        message.addTopics(Topic.newBuilder().setName(name).setPartitions(partitions)));
        progress.partitions().forEach(share -> message.addPartitions(messageOf(share)));
        progress.backFor().ifPresent(age -> message.setBackForMs(age.toMillis()));
        return message.build();
    }

    static ReadingProgress read(dev.headroom.proto.pane.ReadingProgress message) {
        Map<String, Integer> topics = new HashMap<>();
        message.getTopicsList().forEach(topic -> topics.put(topic.getName(), topic.getPartitions()));
        return new ReadingProgress(
                message.getGeneration(),
                topics,
                message.getPartitionsList().stream().map(ProgressMessages::read).toList(),
                message.hasBackForMs() ? Optional.of(Duration.ofMillis(message.getBackForMs())) : Optional.empty());
    }

    private static PartitionProgress messageOf(ReadingProgress.Share share) {
        PartitionProgress.Builder message = PartitionProgress.newBuilder()
                .setTopic(share.source().topic())
                .setPartition(share.source().partition())
                .setNext(share.next())
                .setEnd(share.end())
                .setContactAgeMs(share.contactAge().toMillis())
                .setCaughtUp(share.caughtUp());
        share.behindFor().ifPresent(age -> message.setBehindForMs(age.toMillis()));
        return message.build();
    }

    private static ReadingProgress.Share read(PartitionProgress message) {
        return new ReadingProgress.Share(
                new SourcePartition(message.getTopic(), message.getPartition()),
                message.getNext(),
                message.getEnd(),
                message.hasBehindForMs() ? Optional.of(Duration.ofMillis(message.getBehindForMs())) : Optional.empty(),
                Duration.ofMillis(message.getContactAgeMs()),
                message.getCaughtUp());
    }
}
