// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.cycle.Plans;
import dev.headroom.scaler.plan.Answer;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the plan that a ScaledObject asks for, in memory. */
final class Answers {
    private final SloSource policies;
    private final Plans plans;
    private final Duration staleAfter;

    Answers(SloSource policies, Plans plans, Duration staleAfter) {
        this.policies = policies;
        this.plans = plans;
        this.staleAfter = staleAfter;
    }

    /** Reads a call's message and answers it. */
    Reply replyTo(ScaledObjectRef ref, Instant now) {
        try {
            return replyTo(Question.of(ref), now);
        } catch (Question.BadQuestion e) {
            return new Reply.Refusal(e.status());
        }
    }

    Reply replyTo(Question question, Instant now) {
        List<PolicyStatus> candidates = candidatesFor(question);
        if (candidates.size() == 1) {
            return replyFrom(candidates.get(0), question, now);
        }
        if (!policies.complete()) {
            return question.refuse(Status.UNAVAILABLE, "not all policies have been read yet");
        }
        return question.refuse(Status.INVALID_ARGUMENT, whyNotOne(candidates, question));
    }

    private Reply replyFrom(PolicyStatus status, Question question, Instant now) {
        TriggerMetadata metadata = question.metadata();
        if (status.inForce().isEmpty()) {
            return question.refuse(
                    status.unread() ? Status.UNAVAILABLE : Status.INVALID_ARGUMENT,
                    "policy " + status.name() + " has never been valid: "
                            + status.fault().orElse("no document"));
        }
        SloPolicy policy = status.inForce().get();
        if (!isAbout(policy, metadata)) {
            return question.refuse(
                    Status.INVALID_ARGUMENT,
                    "trigger metadata models must all be models of policy " + status.name() + ", were "
                            + CallerText.quoted(listed(metadata.models())));
        }
        WorkloadKey workload =
                new WorkloadKey(status.name().namespace(), status.name().name());
        Optional<ReplicaPlan> plan = plans.latest(workload);
        if (plan.isEmpty()) {
            return question.refuse(Status.UNAVAILABLE, "the first plan of " + workload + " is not made yet");
        }
        Duration age = Duration.between(plan.get().madeAt(), now);
        if (age.compareTo(staleAfter) > 0) {
            return question.refuse(
                    Status.UNAVAILABLE,
                    "the newest plan of " + workload + " is " + age.toSeconds() + " s old, at most "
                            + staleAfter.toSeconds() + " s are accepted");
        }
        if (plan.get().answer() instanceof Answer.Unavailable unavailable) {
            return question.refuse(Status.UNAVAILABLE, unavailable.sentence());
        }
        int count = ((Answer.Replicas) plan.get().answer()).count();
        return new Reply.Count(metadata.clamp(count, policy.replicas()), plan.get());
    }

    /** The named policy; else those about the models; else those about a scale target of the ScaledObject's name. */
    private List<PolicyStatus> candidatesFor(Question question) {
        TriggerMetadata metadata = question.metadata();
        if (metadata.policy().isPresent()) {
            return policies
                    .findPolicy(new DocumentName(
                            question.namespace(), metadata.policy().get()))
                    .stream()
                    .toList();
        }
        List<PolicyStatus> here = policies.all().stream()
                .filter(status -> status.name().namespace().equals(question.namespace()))
                .toList();
        if (!metadata.models().isEmpty()) {
            return here.stream()
                    .filter(status -> status.inForce()
                            .filter(policy -> isAbout(policy, metadata))
                            .isPresent())
                    .toList();
        }
        // Never a policy for something else, even if it were the only one: it would scale by another model's demand.
        return here.stream()
                .filter(status -> status.inForce()
                        .flatMap(policy -> policy.workload().scaleTarget())
                        .filter(target -> target.name().equals(question.scaledObject()))
                        .isPresent())
                .toList();
    }

    private static boolean isAbout(SloPolicy policy, TriggerMetadata metadata) {
        return policy.workload().models().containsAll(metadata.models());
    }

    private String whyNotOne(List<PolicyStatus> candidates, Question question) {
        TriggerMetadata metadata = question.metadata();
        if (metadata.policy().isPresent()) {
            return "trigger metadata policy must name " + policies.place().aPolicyIn(question.namespace()) + ", was "
                    + CallerText.quoted(metadata.policy().get()) + ", which does not exist";
        }
        String asked = metadata.models().isEmpty()
                ? " for a scale target named " + question.scaledObject()
                : " for models " + CallerText.cut(listed(metadata.models()));
        String names = candidates.stream().map(status -> status.name().name()).collect(Collectors.joining(", "));
        return candidates.isEmpty()
                ? "no policy exists" + asked + " in namespace " + question.namespace()
                        + ": create " + policies.place().aPolicyIn(question.namespace())
                        + ", or name one in trigger metadata policy"
                : "trigger metadata policy must name one of the policies" + asked + " in namespace "
                        + question.namespace() + ": " + names;
    }

    private static String listed(Set<String> models) {
        return String.join(", ", new TreeSet<>(models));
    }
}
