// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.ServerStatus;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A plan's evidence as JSON. Unknown values are left out, never zero. */
final class EvidenceView {
    private EvidenceView() {}

    /** The rate of arrivals, and how it was obtained. */
    record Arrivals(
            double requestsPerSecond, String source, double completeness, boolean whole, String from, String to) {
        static Arrivals of(ArrivalRate rate) {
            return new Arrivals(
                    rate.perSecond(),
                    rate.source().word(),
                    rate.completeness(),
                    rate.whole(),
                    rate.from().toString(),
                    rate.to().toString());
        }
    }

    /** Status of the servers. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Servers(
            int replicasSeen,
            int replicasScraped,
            @Nullable String heartbeat,
            @Nullable Long running,
            @Nullable Long waiting,
            @Nullable Double kvUsage,
            @Nullable Double cachedShare,
            @Nullable Double coverage,
            @Nullable Long kvTokensPerReplica) {
        static Servers of(ServerStatus servers) {
            return new Servers(
                    servers.replicasSeen(),
                    servers.replicasScraped(),
                    servers.heartbeat().map(Object::toString).orElse(null),
                    orNull(servers.load().running()),
                    orNull(servers.load().waiting()),
                    orNull(servers.load().kvUsage()),
                    orNull(servers.cachedShare()),
                    orNull(servers.coverage()),
                    orNull(servers.kvTokensPerReplica()));
        }
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? (Long) value.getAsLong() : null;
    }

    static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
