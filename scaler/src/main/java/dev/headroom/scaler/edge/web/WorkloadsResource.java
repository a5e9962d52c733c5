// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import dev.headroom.scaler.cycle.Plans;
import dev.headroom.scaler.cycle.PolicyAgreement;
import dev.headroom.scaler.decision.DecisionText;
import dev.headroom.scaler.decision.NewestDecisions;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.scaler.supply.SurroundingsSource;
import dev.headroom.telemetry.WorkloadKey;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The latest plans and their reasons. */
@Path("/workloads")
@Produces(MediaType.APPLICATION_JSON)
public class WorkloadsResource {
    private final Plans plans;
    private final NewestDecisions decisions;
    private final PolicyAgreement agreement;
    private final SloSource policies;
    private final SurroundingsSource surroundings;

    /** Called by CDI. */
    public WorkloadsResource(
            Plans plans,
            NewestDecisions decisions,
            PolicyAgreement agreement,
            SloSource policies,
            SurroundingsSource surroundings) {
        this.plans = plans;
        this.decisions = decisions;
        this.agreement = agreement;
        this.policies = policies;
        this.surroundings = surroundings;
    }

    /** All workloads, by name; those of one namespace where the query names it. */
    @GET
    public List<WorkloadView> all(@RestQuery @Nullable String namespace) {
        return in(namespace, plans).map(this::view).toList();
    }

    /** The plans of one namespace, or all. */
    static Stream<ReplicaPlan> in(@Nullable String namespace, Plans plans) {
        return plans.all().stream()
                .filter(plan -> namespace == null || plan.workload().namespace().equals(namespace));
    }

    /** One workload. */
    @GET
    @Path("/{namespace}/{name}")
    public WorkloadView one(@RestPath String namespace, @RestPath String name) {
        return workload(namespace, name)
                .flatMap(plans::latest)
                .map(this::view)
                .orElseThrow(() -> new NotFoundException("no plan of workload " + namespace + "/" + name
                        + ": a policy of that name must exist in that namespace"));
    }

    /** The newest decision that this replica made about one workload, for {@code headroom explain}. */
    @GET
    @Path("/{namespace}/{name}/decision")
    public String decision(@RestPath String namespace, @RestPath String name) {
        return workload(namespace, name)
                .flatMap(decisions::of)
                .map(decision -> DecisionText.write(decision) + "\n")
                .orElseThrow(() -> new NotFoundException("no decision about workload " + namespace + "/" + name
                        + ": only the planning replica has decisions, and only for workloads with a policy"));
    }

    private WorkloadView view(ReplicaPlan plan) {
        return WorkloadView.of(
                plan,
                agreement.differenceOf(plan.workload()),
                decisions.of(plan.workload()).map(decision -> decision.input().horizon()),
                ObjectsView.of(plan.workload(), policies, surroundings));
    }

    /** A blank name is not a workload's, so the answer is empty. */
    static Optional<WorkloadKey> workload(String namespace, String name) {
        return namespace.isBlank() || name.isBlank() ? Optional.empty() : Optional.of(new WorkloadKey(namespace, name));
    }
}
