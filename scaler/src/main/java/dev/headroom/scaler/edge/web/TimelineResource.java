// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import dev.headroom.scaler.slo.SloSource;
import dev.headroom.scaler.supply.ReplicaSource;
import dev.headroom.scaler.supply.SurroundingsSource;
import dev.headroom.scaler.timeline.ReplicaStart;
import dev.headroom.scaler.timeline.Resolution;
import dev.headroom.scaler.timeline.Series;
import dev.headroom.scaler.timeline.Timelines;
import dev.headroom.scaler.timeline.WorkloadTimeline;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.Snapshots;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A workload's figures over time since this replica started, up to a day, and the changes of its plan. */
@Path("/workloads/{namespace}/{name}")
public class TimelineResource {
    private static final double SECONDS_AN_HOUR = 3600;
    private static final double USUAL_HOURS = 2;

    private final Timelines timelines;
    private final InstantSource clock;
    private final SloSource policies;
    private final SurroundingsSource surroundings;
    private final ReplicaSource replicas;
    private final Snapshots snapshots;

    /** Called by CDI. */
    public TimelineResource(
            Timelines timelines,
            InstantSource clock,
            SloSource policies,
            SurroundingsSource surroundings,
            ReplicaSource replicas,
            Snapshots snapshots) {
        this.timelines = timelines;
        this.clock = clock;
        this.policies = policies;
        this.surroundings = surroundings;
        this.replicas = replicas;
        this.snapshots = snapshots;
    }

    /** The last hours; spans of 10 s up to two hours, else of 5 min. */
    @GET
    @Path("/timeline")
    @Produces(MediaType.APPLICATION_JSON)
    public TimelineView timeline(@RestPath String namespace, @RestPath String name, @RestQuery @Nullable String hours) {
        return view(namespace, name, hours);
    }

    /** The same figures as CSV. */
    @GET
    @Path("/timeline.csv")
    @Produces("text/csv")
    public String csv(@RestPath String namespace, @RestPath String name, @RestQuery @Nullable String hours) {
        return view(namespace, name, hours).csv();
    }

    private TimelineView view(String namespace, String name, @Nullable String hours) {
        Duration back = back(hours);
        WorkloadTimeline timeline = WorkloadsResource.workload(namespace, name)
                .flatMap(timelines::of)
                .orElseThrow(() -> new NotFoundException("no timeline of workload " + namespace + "/" + name
                        + ": a policy of that name must exist in that namespace"));
        Resolution resolution = back.compareTo(Resolution.FINE.kept()) <= 0 ? Resolution.FINE : Resolution.COARSE;
        Instant now = clock.instant();
        Series series = timeline.between(resolution, now.minus(back), now.plus(resolution.span()));
        WorkloadKey workload = new WorkloadKey(namespace, name);
        return TimelineView.of(workload, resolution, series, timeline, startsOf(workload, timeline));
    }

    private List<ReplicaStart> startsOf(WorkloadKey workload, WorkloadTimeline timeline) {
        return surroundings
                .targetOf(
                        workload,
                        policies.policyInForce(workload)
                                .flatMap(policy -> policy.workload().scaleTarget()))
                .flatMap(replicas::of)
                .map(existing -> ReplicaStart.newest(existing, timeline.changes(), snapshots.firstTokens(workload)))
                .orElse(List.of());
    }

    private static Duration back(@Nullable String hours) {
        double most = Resolution.COARSE.kept().toSeconds() / SECONDS_AN_HOUR;
        try {
            double asked = hours == null ? USUAL_HOURS : Double.parseDouble(hours);
            if (asked > 0 && asked <= most) {
                return Duration.ofMillis(Math.round(asked * SECONDS_AN_HOUR * 1000));
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new BadRequestException(
                "hours must be a number above 0, at most " + Math.round(most) + ", was '" + hours + "'");
    }
}
