// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.pipeline.IngestTally;
import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import dev.headroom.telemetry.snapshot.ServerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Headroom's real path over recorded telemetry. It plans and nobody acts: the fleet stays what it was. No cluster is there to ask, so
 * the ready replicas are those that telemetry shows, or a given number. One thread, and time goes forward only.
 */
public final class ShadowPath {
    private final Informers informers =
            new Informers(HeadroomOptions.defaults(0).withoutPods().sees());
    private final OptionalInt given;
    private final RealPath path;
    private final Instant start;
    private Instant now;

    /**
     * Has read nothing yet.
     *
     * @param start when the record begins
     * @param replicas ready throughout; empty to take those that telemetry shows
     */
    public ShadowPath(PlannerDocuments documents, Instant start, OptionalInt replicas) {
        this.start = start;
        this.now = start;
        this.given = replicas;
        HeadroomOptions options = HeadroomOptions.defaults(0).withoutPods().startingAt(start);
        this.path = new RealPath(documents, options, this::feed, informers, decision -> {});
        informers.seeReady(given);
    }

    /**
     * A turn of the planning cycle.
     *
     * @param plan what it came to
     * @param ready replicas that it took for ready; empty while nothing shows any
     * @param loads what each replica did in the newest stretches of which everything is in; empty where telemetry does not tell
     *     replicas apart
     */
    public record Turn(ReplicaPlan plan, OptionalInt ready, List<ReplicaLoad> loads) {
        public Turn {
            loads = List.copyOf(loads);
        }
    }

    /**
     * Takes in a record.
     *
     * @param value null for a tombstone
     * @param at when it was read
     */
    public void read(
            TelemetryTopic topic, Decoder decoder, byte @Nullable [] value, RecordHeaders headers, Instant at) {
        now = at;
        path.read(topic, decoder, value, headers, at);
    }

    /** Plans with what was read until now, and with the replicas that the turn before showed. */
    public Turn turnAt(Instant at) {
        now = at;
        OptionalInt ready = informers.replicas();
        ReplicaPlan plan = path.planAt(at);
        if (given.isEmpty()) {
            seeThoseShownBy(plan.basis().evidence().servers());
        }
        return new Turn(plan, ready, path.replicaLoads(at));
    }

    /** Counts of what became of the records. */
    public IngestTally tally() {
        return path.tally();
    }

    /** Scrapes show a server whether it has anything to do or not; without them those count that ended a request. */
    private void seeThoseShownBy(ServerStatus servers) {
        int shown = servers.replicasScraped() > 0 ? servers.replicasScraped() : servers.replicasSeen();
        // Where nothing shows any, silence is all that there is to see: those before may well be there.
        if (shown > 0) {
            informers.seeReady(OptionalInt.of(shown));
        }
    }

    /** A record has no broker that could be away, and nothing of it waits. */
    private FeedStatus feed() {
        return new FeedStatus(start, Optional.of(now), true, Optional.empty());
    }
}
