// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.scaler.cycle.Plans;
import dev.headroom.scaler.fleet.WorkloadStanding;
import dev.headroom.scaler.timeline.Timelines;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** All workloads, the one first that a person should look at; once, or as a stream of server-sent events. */
@Path("/fleet")
@Singleton
public class FleetResource {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Plans plans;
    private final Timelines timelines;
    private final InstantSource clock;
    private final Multi<String> events;

    /** Called by CDI. */
    public FleetResource(Plans plans, Timelines timelines, InstantSource clock, ObjectMapper json) {
        this.plans = plans;
        this.timelines = timelines;
        this.clock = clock;
        // Written once for all who listen, and not at all without any. A slow listener misses some; it never holds the
        // others up.
        this.events = Multi.createFrom()
                .ticks()
                .every(EVERY)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(tick -> text(json, all(null, plans, timelines, clock.instant())))
                .broadcast()
                .withCancellationAfterLastSubscriberDeparture()
                .toAllSubscribers();
    }

    /** All workloads; those of one namespace where the query names it. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<FleetView> all(@RestQuery @Nullable String namespace) {
        return all(namespace, plans, timelines, clock.instant());
    }

    private static List<FleetView> all(@Nullable String namespace, Plans plans, Timelines timelines, Instant now) {
        return WorkloadsResource.in(namespace, plans)
                .map(WorkloadStanding::of)
                .sorted(WorkloadStanding.BY_ATTENTION)
                .map(standing ->
                        FleetView.of(standing, timelines.of(standing.plan().workload()), now))
                .toList();
    }

    /** The same every two seconds. */
    @GET
    @Path("/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    public Multi<String> events() {
        return events.onOverflow().dropPreviousItems();
    }

    private static String text(ObjectMapper json, List<FleetView> fleet) {
        try {
            return json.writeValueAsString(fleet);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
