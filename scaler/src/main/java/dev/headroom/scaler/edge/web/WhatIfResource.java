// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.Plans;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.ShortTermTrend;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import dev.headroom.scaler.whatif.Alternative;
import dev.headroom.scaler.whatif.CostCurve;
import dev.headroom.scaler.whatif.NodeShape;
import dev.headroom.scaler.whatif.RateReplay;
import dev.headroom.telemetry.WorkloadKey;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Another promise, load or replica instead of the present one. It changes nothing. */
@Path("/what-if")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public class WhatIfResource {
    private static final int DAY_MINUTES = 1440;

    /** Where a workload's own lead time is not known. */
    private static final Duration USUAL_LEAD_TIME = Duration.ofMinutes(3);

    /** Questions that wait hold a thread each. */
    private static final int MOST_WAITING_SECONDS = 2;

    private final Plans plans;
    private final DocumentLibrary library;
    private final Histories histories;
    private final NodeSizes nodes;
    private final InstantSource clock;
    private final ObjectMapper json;
    /** A question may take a core for some tenths of a second, which the planner must not miss. */
    private final Semaphore oneAtATime = new Semaphore(1);

    /** Called by CDI. */
    public WhatIfResource(
            Plans plans,
            DocumentLibrary library,
            Histories histories,
            NodeSizes nodes,
            InstantSource clock,
            ObjectMapper json) {
        this.plans = plans;
        this.library = library;
        this.histories = histories;
        this.nodes = nodes;
        this.clock = clock;
        this.json = json;
    }

    /** The question that describes a workload as it is; without one, a worked example. */
    @GET
    public WhatIfQuestion asItIs(@RestQuery @Nullable String workload) {
        if (workload == null || workload.isBlank()) {
            return WhatIfExample.QUESTION;
        }
        WorkloadKey key = key(workload);
        String policy = library.text(DocumentKind.SLO_POLICY, new DocumentName(key.namespace(), key.name()))
                .orElseThrow(() -> new NotFoundException(
                        "no policy of workload " + workload + ": a policy of that name must exist in that namespace"));
        Optional<Demand> demand = plans.latest(key).flatMap(plan -> plan.basis().demand());
        TrafficShape shape = demand.map(Demand::shape).orElse(WhatIfExample.SHAPE);
        return new WhatIfQuestion(
                workload,
                policy,
                null,
                demand.map(Demand::requestsPerSecond)
                        .filter(rate -> rate > 0)
                        .orElse(WhatIfExample.QUESTION.requestsPerSecond()),
                shape.inputTokens(),
                shape.outputTokens(),
                shape.arrivals() == TrafficShape.Arrivals.STEADY ? "steady" : "poisson",
                nodes.gpusPerNode(key).stream().boxed().findFirst().orElse(null));
    }

    /** Answers a question. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public WhatIfView answer(String text) throws InterruptedException {
        WhatIfQuestion question = WhatIfQuestion.read(json, text);
        if (!oneAtATime.tryAcquire(MOST_WAITING_SECONDS, TimeUnit.SECONDS)) {
            throw new ServiceUnavailableException("other questions are being answered: ask again in some seconds");
        }
        try {
            return answer(question);
        } finally {
            oneAtATime.release();
        }
    }

    private WhatIfView answer(WhatIfQuestion question) {
        Optional<WorkloadKey> workload =
                Optional.ofNullable(question.workload()).map(WhatIfResource::key);
        DocumentName name = workload.map(key -> new DocumentName(key.namespace(), key.name()))
                .orElse(WhatIfExample.NAME);
        SloPolicy policy = good("policy", SloPolicyReader.read(question.policy(), name));
        Optional<Alternative.Running> running = workload.flatMap(this::running);
        Optional<ServingProfile> profile = profileOf(question, policy, name);
        TrafficShape shape = shapeOf(question, running);
        Alternative asked = profile.map(known -> Alternative.of(policy, known, shape, running))
                .or(() -> running.flatMap(now -> Alternative.asRunning(policy, now)))
                .orElseThrow(
                        () -> new BadRequestException(
                                "without a serving profile only the present promise can be judged: name a profile in the policy, or give one"));
        Optional<Alternative> present = running.flatMap(WhatIfResource::present);
        List<String> notes = new ArrayList<>(asked.notes());
        if (workload.isPresent()) {
            notes.add("The day is planned again minute by minute for the lead time of "
                    + leadTime(running).toSeconds()
                    + " s. Stuck starts, the cluster's room, and forecasts of other days are left out");
        }
        return view(question, asked, profile, notes)
                .withDays(
                        workload.flatMap(key -> day(key, asked, running)),
                        workload.flatMap(key -> present.flatMap(alternative -> day(key, alternative, running))));
    }

    private Optional<Alternative.Running> running(WorkloadKey workload) {
        return library.policyInForce(workload)
                .flatMap(policy -> plans.latest(workload)
                        .map(plan -> new Alternative.Running(policy, profileNamedBy(policy), plan)));
    }

    private Optional<ServingProfile> profileNamedBy(SloPolicy policy) {
        return policy.profile()
                .flatMap(named ->
                        library.findProfile(new DocumentName(policy.name().namespace(), named)));
    }

    private Optional<ServingProfile> profileOf(WhatIfQuestion question, SloPolicy policy, DocumentName name) {
        String given = question.profile();
        if (given != null && !given.isBlank()) {
            return Optional.of(good("serving profile", ServingProfileReader.read(given, name)));
        }
        Optional<ServingProfile> named = profileNamedBy(policy);
        if (named.isEmpty() && policy.profile().isPresent()) {
            throw new BadRequestException("serving profile " + name.namespace() + "/"
                    + policy.profile().get() + " does not exist, or is not valid");
        }
        return named;
    }

    /** The running replicas by their own figures and for the same load, so that both days differ by the question alone. */
    private static Optional<Alternative> present(Alternative.Running now) {
        Optional<TrafficShape> shape = now.plan().basis().demand().map(Demand::shape);
        return now.profile()
                .flatMap(profile ->
                        shape.map(requests -> Alternative.of(now.policy(), profile, requests, Optional.of(now))))
                .or(() -> Alternative.asRunning(now.policy(), now));
    }

    /** The requests of a workload differ and come in bursts as they do now; their mean is the question's. */
    private static TrafficShape shapeOf(WhatIfQuestion question, Optional<Alternative.Running> running) {
        Optional<TrafficShape> now =
                running.flatMap(known -> known.plan().basis().demand()).map(Demand::shape);
        double cached = now.filter(shape -> shape.inputTokens() > 0)
                .map(shape -> 1 - shape.tokensToCompute() / shape.inputTokens())
                .orElse(0.0);
        double compute = Math.min(question.inputTokens(), question.inputTokens() * (1 - cached));
        return new TrafficShape(
                question.inputTokens(),
                compute,
                question.outputTokens(),
                question.pattern(),
                now.map(TrafficShape::spread).orElse(TrafficShape.Spread.NONE));
    }

    private static WhatIfView view(
            WhatIfQuestion question, Alternative asked, Optional<ServingProfile> profile, List<String> notes) {
        double load = question.requestsPerSecond();
        Optional<NodeShape> shape = profile.map(known -> nodesOf(question, known, notes));
        asked.replicasFor(load)
                .flatMap(count -> shape.map(known -> known.unusedGpus(count)))
                .filter(unused -> unused > 0)
                .ifPresent(unused -> notes.add("The nodes have " + unused + (unused == 1 ? " GPU" : " GPUs")
                        + " beyond the replicas', which the cost leaves out"));
        return new WhatIfView(
                asked.sentence(load),
                WhatIfView.Need.of(asked, load, shape),
                notes,
                asked.replica()
                        .flatMap(replica -> asked.rates().map(rates -> CostCurve.of(replica, rates, load)))
                        .map(curve -> WhatIfView.CurveView.of(curve, asked.usdPerReplicaHour()))
                        .orElse(null),
                null,
                null);
    }

    private static NodeShape nodesOf(WhatIfQuestion question, ServingProfile profile, List<String> notes) {
        Integer given = question.gpusPerNode();
        if (given == null) {
            notes.add("Each replica is counted as a node of its own: the question gives no gpusPerNode");
        }
        return new NodeShape(profile.gpus(), given == null ? profile.gpus() : given);
    }

    private Optional<WhatIfView.DayView> day(
            WorkloadKey workload, Alternative alternative, Optional<Alternative.Running> running) {
        Instant now = clock.instant();
        double[] minutes = histories.of(workload).newest(now, DAY_MINUTES + ShortTermTrend.MEMORY_MINUTES);
        return alternative
                .rates()
                .map(rates -> new RateReplay(
                                leadTime(running), rates, alternative.policy().replicas())
                        .over(minutes, ShortTermTrend.MEMORY_MINUTES))
                .filter(outcome -> outcome.hours() > 0)
                .map(outcome -> WhatIfView.DayView.of(
                        outcome,
                        alternative.replica().map(replica -> replica.profile().gpus()),
                        alternative.usdPerReplicaHour()));
    }

    private static Duration leadTime(Optional<Alternative.Running> running) {
        return running.flatMap(now -> now.plan().basis().demand())
                .map(Demand::horizon)
                .orElse(USUAL_LEAD_TIME);
    }

    private static <T> T good(String document, Parsed<T> parsed) {
        return parsed.fold(Parsed.Valid::value, invalid -> {
            throw new BadRequestException(document + ": " + invalid.sentence());
        });
    }

    private static WorkloadKey key(String workload) {
        String[] parts = workload.split("/", -1);
        return Optional.of(parts)
                .filter(two -> two.length == 2)
                .flatMap(two -> WorkloadsResource.workload(two[0], two[1]))
                .orElseThrow(() -> new BadRequestException("workload must be NAMESPACE/NAME, was '" + workload + "'"));
    }
}
