// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.proto.plan.Arrivals;
import dev.headroom.proto.plan.Basis;
import dev.headroom.proto.plan.Servers;
import dev.headroom.scaler.decision.RecordText;
import dev.headroom.scaler.plan.Evidence;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.ArrivalSource;
import dev.headroom.telemetry.snapshot.ServerStatus;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A plan's evidence, on the wire and within. */
final class EvidenceMessages {
    private EvidenceMessages() {}

    static void write(Evidence evidence, Basis.Builder to) {
        evidence.arrivals().ifPresent(rate -> to.setArrivals(toMessage(rate)));
        to.setServers(toMessage(evidence.servers()));
    }

    static Evidence read(Basis message) {
        return new Evidence(
                message.hasArrivals() ? Optional.of(arrivals(message.getArrivals())) : Optional.empty(),
                message.hasServers() ? servers(message.getServers()) : ServerStatus.unscraped(0));
    }

    private static Arrivals toMessage(ArrivalRate rate) {
        return Arrivals.newBuilder()
                .setPerSecond(rate.perSecond())
                .setCount(rate.arrivals())
                .setFrom(ProtoTimes.of(rate.from()))
                .setTo(ProtoTimes.of(rate.to()))
                .setWhole(rate.whole())
                .setSource(RecordText.wordOf(rate.source()))
                .setCompleteness(rate.completeness())
                .build();
    }

    private static ArrivalRate arrivals(Arrivals message) {
        return new ArrivalRate(
                message.getPerSecond(),
                message.getCount(),
                ProtoTimes.of(message.getFrom()),
                ProtoTimes.of(message.getTo()),
                message.getWhole(),
                source(message.getSource()),
                message.getCompleteness());
    }

    /** Unknown words are read as the least trusted source. */
    private static ArrivalSource source(String word) {
        for (ArrivalSource source : ArrivalSource.values()) {
            if (RecordText.wordOf(source).equals(word)) {
                return source;
            }
        }
        return ArrivalSource.ENDS;
    }

    private static Servers toMessage(ServerStatus servers) {
        Servers.Builder message = Servers.newBuilder()
                .setReplicasSeen(servers.replicasSeen())
                .setReplicasScraped(servers.replicasScraped());
        servers.heartbeat().ifPresent(heartbeat -> message.setHeartbeat(ProtoTimes.of(heartbeat)));
        servers.load().running().ifPresent(message::setRunning);
        servers.load().waiting().ifPresent(message::setWaiting);
        servers.load().kvUsage().ifPresent(message::setKvUsage);
        servers.finishedLately().ifPresent(message::setFinishedLately);
        servers.cachedShare().ifPresent(message::setCachedShare);
        servers.coverage().ifPresent(message::setCoverage);
        servers.kvTokensPerReplica().ifPresent(message::setKvTokensPerReplica);
        return message.build();
    }

    private static ServerStatus servers(Servers message) {
        return new ServerStatus(
                message.getReplicasSeen(),
                message.hasHeartbeat() ? Optional.of(ProtoTimes.of(message.getHeartbeat())) : Optional.empty(),
                message.getReplicasScraped(),
                new ServerStatus.Load(
                        message.hasRunning() ? OptionalLong.of(message.getRunning()) : OptionalLong.empty(),
                        message.hasWaiting() ? OptionalLong.of(message.getWaiting()) : OptionalLong.empty(),
                        message.hasKvUsage() ? OptionalDouble.of(message.getKvUsage()) : OptionalDouble.empty()),
                message.hasFinishedLately() ? OptionalLong.of(message.getFinishedLately()) : OptionalLong.empty(),
                message.hasCachedShare() ? OptionalDouble.of(message.getCachedShare()) : OptionalDouble.empty(),
                message.hasCoverage() ? OptionalDouble.of(message.getCoverage()) : OptionalDouble.empty(),
                message.hasKvTokensPerReplica()
                        ? OptionalLong.of(message.getKvTokensPerReplica())
                        : OptionalLong.empty());
    }
}
