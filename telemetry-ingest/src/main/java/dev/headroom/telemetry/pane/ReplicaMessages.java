// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import dev.headroom.proto.pane.Replica;
import dev.headroom.proto.pane.ReplicaPane;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerLimits;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.window.ReplicaCounts;
import dev.headroom.telemetry.window.ReplicaFigures;
import dev.headroom.telemetry.window.ShownReading;
import dev.headroom.telemetry.window.WorkloadPane;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** The conversion between single replicas' figures and their messages. */
final class ReplicaMessages {
    private ReplicaMessages() {}

    static List<Replica> of(WorkloadPane pane) {
        SortedMap<String, Replica.Builder> replicas = new TreeMap<>();
        pane.lastEnds().forEach((name, end) -> named(name, replicas).setLastEndNs(FigureMessages.nanosOf(end)));
        pane.firstTokens()
                .forEach((name, token) -> named(name, replicas).setFirstTokenNs(FigureMessages.nanosOf(token)));
        pane.replicaFigures()
                .forEach((name, panes) -> panes.stream()
                        .sorted(Comparator.comparingLong(ReplicaFigures::number))
                        .forEach(figures -> named(name, replicas).addPanes(messageOf(figures))));
        pane.readings().forEach(shown -> named(shown.replica(), replicas).addReadings(messageOf(shown)));
        return replicas.values().stream().map(Replica.Builder::build).toList();
    }

    static void read(Replica message, WorkloadPane pane) {
        String name = message.getName();
        if (message.hasLastEndNs()) {
            pane.addEnd(name, FigureMessages.instantOf(message.getLastEndNs()));
        }
        if (message.hasFirstTokenNs()) {
            pane.addFirstToken(name, FigureMessages.instantOf(message.getFirstTokenNs()));
        }
        message.getPanesList().forEach(figures -> pane.addReplica(name, read(figures)));
        message.getReadingsList().forEach(reading -> pane.absorb(read(name, reading)));
    }

    private static Replica.Builder named(String name, SortedMap<String, Replica.Builder> replicas) {
        return replicas.computeIfAbsent(name, absent -> Replica.newBuilder().setName(name));
    }

    private static ReplicaPane messageOf(ReplicaFigures figures) {
        ReplicaCounts counts = figures.counts();
        return ReplicaPane.newBuilder()
                .setNumber(figures.number())
                .setToldByServer(figures.toldByServer())
                .setCompleted(counts.completed())
                .setWithInput(counts.withInput())
                .setWithOutput(counts.withOutput())
                .setInputTokens(counts.inputTokens())
                .setOutputTokens(counts.outputTokens())
                .setTokenGaps(counts.tokenGaps())
                .setDecodeNanos(counts.decodeNanos())
                .setPrompts(FigureMessages.messageOf(figures.prompts()))
                .setFirstBin(figures.firstBin())
                .addAllFirstTokens(figures.firstTokens())
                .addAllDecodeMillis(figures.decodeMillis())
                .build();
    }

    private static ReplicaFigures read(ReplicaPane message) {
        return new ReplicaFigures(
                message.getNumber(),
                message.getToldByServer(),
                new ReplicaCounts(
                        FigureMessages.count(message.getCompleted()),
                        FigureMessages.count(message.getWithInput()),
                        FigureMessages.count(message.getWithOutput()),
                        FigureMessages.count(message.getInputTokens()),
                        FigureMessages.count(message.getOutputTokens()),
                        FigureMessages.count(message.getTokenGaps()),
                        FigureMessages.count(message.getDecodeNanos())),
                FigureMessages.read(message.getPrompts()),
                message.getFirstBin(),
                message.getFirstTokensList(),
                message.getDecodeMillisList());
    }

    private static dev.headroom.proto.pane.ServerReading messageOf(ShownReading shown) {
        ServerGauges gauges = shown.reading().gauges();
        ServerCounters counters = shown.reading().counters();
        dev.headroom.proto.pane.ServerReading.Builder message = dev.headroom.proto.pane.ServerReading.newBuilder()
                .setEngine(shown.reading().engine())
                .setAtMs(shown.reading().at().toEpochMilli())
                .setReadAtMs(shown.readAt().toEpochMilli());
        gauges.running().ifPresent(message::setRunning);
        gauges.waiting().ifPresent(message::setWaiting);
        gauges.kvUsage().ifPresent(message::setKvUsage);
        counters.finished().ifPresent(message::setFinished);
        counters.firstTokens().ifPresent(message::setFirstTokens);
        counters.computedPromptTokens().ifPresent(message::setComputedPromptTokens);
        counters.cachedPromptTokens().ifPresent(message::setCachedPromptTokens);
        shown.reading().limits().kvTokens().ifPresent(message::setKvTokens);
        return message.build();
    }

    private static ShownReading read(String replica, dev.headroom.proto.pane.ServerReading message) {
        ServerGauges gauges = new ServerGauges(
                known(message.hasRunning(), message.getRunning()),
                known(message.hasWaiting(), message.getWaiting()),
                message.hasKvUsage() ? OptionalDouble.of(message.getKvUsage()) : OptionalDouble.empty());
        ServerCounters counters = new ServerCounters(
                known(message.hasFinished(), message.getFinished()),
                known(message.hasFirstTokens(), message.getFirstTokens()),
                known(message.hasComputedPromptTokens(), message.getComputedPromptTokens()),
                known(message.hasCachedPromptTokens(), message.getCachedPromptTokens()));
        // Attribution has already found the replica.
        ServerReading reading = new ServerReading(
                Origin.UNKNOWN,
                message.getEngine(),
                Instant.ofEpochMilli(message.getAtMs()),
                gauges,
                counters,
                new ServerLimits(known(message.hasKvTokens(), message.getKvTokens())));
        return new ShownReading(replica, reading, Instant.ofEpochMilli(message.getReadAtMs()));
    }

    private static OptionalLong known(boolean given, long value) {
        return given ? OptionalLong.of(FigureMessages.count(value)) : OptionalLong.empty();
    }
}
