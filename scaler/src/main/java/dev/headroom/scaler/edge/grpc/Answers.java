// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.cycle.Plans;
import dev.headroom.scaler.cycle.PostureOverrides;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.telemetry.WorkloadKey;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the plan that a ScaledObject asks for, in memory. */
final class Answers {
    private final SloSource policies;
    private final Plans plans;
    private final PostureOverrides overrides;
    private final Duration staleAfter;

    Answers(SloSource policies, Plans plans, PostureOverrides overrides, Duration staleAfter) {
        this.policies = policies;
        this.plans = plans;
        this.overrides = overrides;
        this.staleAfter = staleAfter;
    }

    Reply replyTo(ScaledObjectRef ref, Instant now) {
        if (ref.getNamespace().isBlank()) {
            return refuse(
                    Status.INVALID_ARGUMENT, ref, "namespace must not be blank, was '" + ref.getNamespace() + "'");
        }
        TriggerMetadata metadata;
        try {
            metadata = TriggerMetadata.parse(ref.getScalerMetadataMap());
        } catch (TriggerMetadata.BadMetadata e) {
            return refuse(Status.INVALID_ARGUMENT, ref, e.sentence());
        }
        List<PolicyStatus> candidates = candidatesFor(ref, metadata);
        if (candidates.size() == 1) {
            return replyFrom(candidates.get(0), ref, metadata, now);
        }
        if (!policies.loaded()) {
            return refuse(Status.UNAVAILABLE, ref, "policies have not been read yet");
        }
        return refuse(Status.INVALID_ARGUMENT, ref, whyNotOne(candidates, ref, metadata));
    }

    private Reply replyFrom(PolicyStatus status, ScaledObjectRef ref, TriggerMetadata metadata, Instant now) {
        if (status.inForce().isEmpty()) {
            return refuse(
                    Status.INVALID_ARGUMENT,
                    ref,
                    "policy " + status.name() + " has never been valid: "
                            + status.fault().orElse("no document"));
        }
        if (!isAbout(status.inForce().get(), metadata)) {
            return refuse(
                    Status.INVALID_ARGUMENT,
                    ref,
                    "trigger metadata models must all be models of policy " + status.name() + ", were '"
                            + String.join(", ", new TreeSet<>(metadata.models())) + "'");
        }
        WorkloadKey workload =
                new WorkloadKey(status.name().namespace(), status.name().name());
        overrides.set(workload, ref.getName(), metadata.posture(), now);
        Optional<ReplicaPlan> plan = plans.latest(workload);
        if (plan.isEmpty()) {
            return refuse(Status.UNAVAILABLE, ref, "the first plan of " + workload + " is being made");
        }
        Duration age = Duration.between(plan.get().madeAt(), now);
        if (age.compareTo(staleAfter) > 0) {
            return refuse(
                    Status.UNAVAILABLE,
                    ref,
                    "the newest plan of " + workload + " is " + age.toSeconds() + " s old, at most "
                            + staleAfter.toSeconds() + " s can be trusted");
        }
        return plan.get()
                .answer()
                .fold(
                        known -> new Reply.Count(metadata.clamp(known.count())),
                        unavailable -> refuse(Status.UNAVAILABLE, ref, unavailable.sentence()));
    }

    /** The named policy; else those about the models; else those about a scale target of the ScaledObject's name. */
    private List<PolicyStatus> candidatesFor(ScaledObjectRef ref, TriggerMetadata metadata) {
        if (metadata.policy().isPresent()) {
            return policies
                    .findPolicy(new DocumentName(
                            ref.getNamespace(), metadata.policy().get()))
                    .stream()
                    .toList();
        }
        List<PolicyStatus> here = policies.all().stream()
                .filter(status -> status.name().namespace().equals(ref.getNamespace()))
                .toList();
        if (!metadata.models().isEmpty()) {
            return here.stream()
                    .filter(status -> status.inForce()
                            .filter(policy -> isAbout(policy, metadata))
                            .isPresent())
                    .toList();
        }
        // Never one that is about something else, were it the only one: it would scale by another model's demand.
        return here.stream()
                .filter(status -> status.inForce()
                        .flatMap(policy -> policy.workload().scaleTarget())
                        .filter(target -> target.name().equals(ref.getName()))
                        .isPresent())
                .toList();
    }

    private static boolean isAbout(SloPolicy policy, TriggerMetadata metadata) {
        return policy.workload().models().containsAll(metadata.models());
    }

    private static String whyNotOne(List<PolicyStatus> candidates, ScaledObjectRef ref, TriggerMetadata metadata) {
        if (metadata.policy().isPresent()) {
            return "trigger metadata policy must name a ConfigMap labelled headroom.dev/kind: slo-policy in namespace "
                    + ref.getNamespace() + ", was '" + metadata.policy().get() + "', which does not exist";
        }
        String asked = metadata.models().isEmpty()
                ? " about a scale target named " + ref.getName()
                : " about models " + String.join(", ", new TreeSet<>(metadata.models()));
        String names = candidates.stream().map(status -> status.name().name()).collect(Collectors.joining(", "));
        return candidates.isEmpty()
                ? "there is no policy" + asked + " in namespace " + ref.getNamespace()
                        + ": create a ConfigMap labelled headroom.dev/kind: slo-policy, or name one by trigger metadata policy"
                : "trigger metadata policy must name one of the policies" + asked + " in namespace "
                        + ref.getNamespace() + ": " + names;
    }

    private static Reply refuse(Status status, ScaledObjectRef ref, String sentence) {
        return new Reply.Refusal(
                status.withDescription("ScaledObject " + ref.getNamespace() + "/" + ref.getName() + ": " + sentence));
    }
}
