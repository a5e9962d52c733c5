// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.scaler.capacity.ProfileSource;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The documents that a planner goes by, as ConfigMaps would hold them: one policy, and what it believes of a replica.
 *
 * @param policy the promise; its scale target is always known here, as it is from a ScaledObject
 * @param profile what the planner believes; empty where it has to do without
 */
public record PlannerDocuments(SloPolicy policy, Optional<ServingProfile> profile) implements SloSource, ProfileSource {
    /** Namespace of the only workload. */
    private static final String NAMESPACE = "lab";

    private static final DocumentName POLICY = new DocumentName(NAMESPACE, "workload");
    private static final String KIND = "Deployment";
    /** Name of a profile that the policy does not name. */
    private static final String BELIEF = "belief";

    /**
     * Reads the documents as the service reads them.
     *
     * @param policyText an SLO policy
     * @param profileText a serving profile, which the policy uses whether it names one or not; empty for none
     * @throws IllegalArgumentException with every fault, when a document is not valid
     */
    public static PlannerDocuments read(String policyText, Optional<String> profileText) {
        return read(POLICY, policyText, profileText);
    }

    /** The same for a policy that stands elsewhere, in the namespace that telemetry is labelled with. */
    public static PlannerDocuments read(DocumentName name, String policyText, Optional<String> profileText) {
        SloPolicy policy = valid("the SLO policy", SloPolicyReader.read(policyText, name));
        DocumentName profileName =
                new DocumentName(name.namespace(), policy.profile().orElse(BELIEF));
        Optional<ServingProfile> profile =
                profileText.map(text -> valid("the serving profile", ServingProfileReader.read(text, profileName)));
        return new PlannerDocuments(bound(policy, profile), profile);
    }

    /** Whose telemetry it is. */
    WorkloadKey workload() {
        return new WorkloadKey(policy.name().namespace(), policy.name().name());
    }

    /** What is scaled. */
    ScaleTarget target() {
        return policy.workload().scaleTarget().orElseThrow();
    }

    /** What the servers say they serve. */
    String model() {
        return policy.workload().models().stream().sorted().findFirst().orElse(target().name());
    }

    @Override
    public Collection<PolicyStatus> all() {
        return List.of(new PolicyStatus(policy.name(), Optional.of(policy), Optional.empty()));
    }

    @Override
    public Optional<PolicyStatus> findPolicy(DocumentName name) {
        return all().stream().filter(status -> status.name().equals(name)).findFirst();
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

    private static SloPolicy bound(SloPolicy read, Optional<ServingProfile> profile) {
        ScaleTarget target = read.workload()
                .scaleTarget()
                .orElseGet(() -> new ScaleTarget(
                        read.name().namespace(), KIND, read.name().name()));
        return new SloPolicy(
                read.name(),
                new SloPolicy.WorkloadSelector(read.workload().models(), Optional.of(target)),
                read.objectives(),
                read.concurrencyPerReplica(),
                profile.map(known -> known.name().name()).or(read::profile),
                read.replicas(),
                read.terms());
    }

    private static <T> T valid(String document, Parsed<T> parsed) {
        return parsed.fold(Parsed.Valid::value, invalid -> {
            throw new IllegalArgumentException(document + " is not valid: " + invalid.sentence());
        });
    }
}
