// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.process;

import dev.headroom.lab.headroom.PlannerDocuments;
import dev.headroom.scaler.capacity.ProfileSource;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One policy for each workload, and the profile that all of them name. */
public final class FleetDocuments implements SloSource, ProfileSource {
    private final List<SloPolicy> policies;
    private final Map<DocumentName, PolicyStatus> statuses;
    private final Optional<ServingProfile> profile;

    /** Of the documents of each workload. */
    public FleetDocuments(List<PlannerDocuments> documents) {
        this.policies = documents.stream().map(PlannerDocuments::policy).toList();
        this.statuses = policies.stream()
                .map(policy -> new PolicyStatus(policy.name(), Optional.of(policy), Optional.empty()))
                .collect(Collectors.toMap(PolicyStatus::name, Function.identity()));
        this.profile = documents.stream().findFirst().flatMap(PlannerDocuments::profile);
    }

    /** All policies, in the order of their workloads. */
    public List<SloPolicy> policies() {
        return policies;
    }

    @Override
    public Collection<PolicyStatus> all() {
        return statuses.values();
    }

    @Override
    public Optional<PolicyStatus> findPolicy(DocumentName name) {
        return Optional.ofNullable(statuses.get(name));
    }

    @Override
    public boolean loaded() {
        return true;
    }

    @Override
    public Optional<ServingProfile> findProfile(DocumentName name) {
        return profile.filter(known -> known.name().equals(name));
    }

    @Override
    public Optional<String> faultOf(DocumentName name) {
        return Optional.empty();
    }
}
