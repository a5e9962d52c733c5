// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.TargetName;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attributed.Reason;
import dev.headroom.telemetry.attribute.Attributed.To;
import dev.headroom.telemetry.attribute.Attributed.Unattributed;
import dev.headroom.telemetry.attribute.ClaimIndex.ModelIn;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the workload of an observation: by each scale target that its telemetry names, the most explicit first; else by the owner of its
 * pod. Else it finds the workload by its model, where exactly one workload of the namespace claims it. A step that finds no workload gives
 * way to the next. Workloads that share a scale target (a policy and a copy of it that only advises) are distinguished by model where
 * possible. Else the observation belongs to all of them. One thread.
 */
public final class Attribution {
    private final WorkloadClaims claims;
    private final Pods pods;
    private final AmbiguityListener ambiguities;
    private final Set<ModelIn> told = new HashSet<>();
    private Collection<WorkloadClaim> indexed = List.of();
    private ClaimIndex index = new ClaimIndex(indexed);

    /** Attributes by these claims and pods, without reports of ambiguities. */
    public Attribution(WorkloadClaims claims, Pods pods) {
        this(claims, pods, AmbiguityListener.NONE);
    }

    /**
     * Attributes by these claims.
     *
     * @param claims the workloads' claims
     * @param pods gives the scale target of a pod where telemetry does not
     * @param ambiguities notified of models that several workloads claim
     */
    public Attribution(WorkloadClaims claims, Pods pods, AmbiguityListener ambiguities) {
        this.claims = claims;
        this.pods = pods;
        this.ambiguities = ambiguities;
    }

    /**
     * Finds the workload that {@code origin} belongs to by the claims now in force.
     *
     * @param when time of the attributed event
     * @param topic source of its telemetry; telemetry of another namespace than the topic's is not attributed
     */
    public Attributed attribute(Origin origin, Instant when, TelemetryTopic topic) {
        refreshIndex();
        Optional<Pods.Pod> pod = origin.pod().isGiven()
                ? pods.find(origin.pod(), origin.namespace(), when)
                        .filter(found -> origin.namespace()
                                .filter(stated -> !stated.equals(found.namespace()))
                                .isEmpty())
                : Optional.empty();
        Optional<String> namespace = origin.namespace().or(() -> pod.map(Pods.Pod::namespace));
        if (namespace.isPresent() && !topic.permits(namespace.get())) {
            return new Unattributed(Reason.FOREIGN_NAMESPACE, namespace, targetOf(origin, pod), List.of());
        }
        List<WorkloadClaim> byTarget = claimingTarget(origin, namespace, pod);
        if (!byTarget.isEmpty()) {
            return new To(theirs(byTarget, origin.models()), replicaOf(origin, pod));
        }
        return byModel(origin, namespace, pod);
    }

    /** The workloads that claim the first claimed target. */
    private List<WorkloadClaim> claimingTarget(Origin origin, Optional<String> namespace, Optional<Pods.Pod> pod) {
        if (namespace.isPresent()) {
            for (TargetName stated : origin.targets()) {
                List<WorkloadClaim> claiming = index.claiming(stated.in(namespace.get()));
                if (!claiming.isEmpty()) {
                    return claiming;
                }
            }
        }
        return pod.flatMap(Pods.Pod::target).map(index::claiming).orElse(List.of());
    }

    /** The workloads whose models match, by the most specific matching name; else all, because each is about all that the target serves. */
    private static List<WorkloadKey> theirs(List<WorkloadClaim> sharers, List<String> models) {
        if (sharers.size() > 1) {
            for (String model : models) {
                List<WorkloadClaim> claiming = sharers.stream()
                        .filter(claim -> claim.models().contains(model))
                        .toList();
                if (!claiming.isEmpty()) {
                    return keysOf(claiming);
                }
            }
        }
        return keysOf(sharers);
    }

    /** By the most specific claimed name; a less specific one must not decide an ambiguity of that one. */
    private Attributed byModel(Origin origin, Optional<String> namespace, Optional<Pods.Pod> pod) {
        if (namespace.isPresent()) {
            for (String name : origin.models()) {
                ModelIn model = new ModelIn(namespace.get(), name);
                List<WorkloadClaim> claiming = index.claiming(model);
                if (claiming.size() > 1) {
                    return ambiguous(model, targetOf(origin, pod));
                } else if (claiming.size() == 1) {
                    return new To(keysOf(claiming), replicaOf(origin, pod));
                }
            }
        }
        return new Unattributed(whyNot(origin, namespace, pod), namespace, targetOf(origin, pod), List.of());
    }

    private Unattributed ambiguous(ModelIn model, Optional<TargetName> target) {
        List<WorkloadKey> claimants = index.claimants(model);
        if (!told.contains(model) && ambiguities.ambiguous(model.namespace(), model.model(), claimants)) {
            told.add(model);
        }
        return new Unattributed(Reason.AMBIGUOUS_MODEL, Optional.of(model.namespace()), target, claimants);
    }

    private static Reason whyNot(Origin origin, Optional<String> namespace, Optional<Pods.Pod> pod) {
        Optional<ScaleTarget> owner = pod.flatMap(Pods.Pod::target);
        if (owner.isPresent() || (namespace.isPresent() && !origin.targets().isEmpty())) {
            return Reason.UNKNOWN_TARGET;
        } else if (namespace.isPresent() && !origin.models().isEmpty()) {
            return Reason.UNKNOWN_MODEL;
        }
        return origin.pod().isGiven() && pod.isEmpty() ? Reason.UNKNOWN_POD : Reason.NO_IDENTITY;
    }

    private static Optional<TargetName> targetOf(Origin origin, Optional<Pods.Pod> pod) {
        return origin.targets().stream()
                .findFirst()
                .or(() -> pod.flatMap(Pods.Pod::target).map(owner -> new TargetName(owner.kind(), owner.name())));
    }

    private static Optional<String> replicaOf(Origin origin, Optional<Pods.Pod> pod) {
        PodReference said = origin.pod();
        return pod.map(Pods.Pod::replica)
                .or(() -> said.group()
                        .flatMap(group -> leaderWorkerSetOf(origin).map(name -> PodReference.groupOf(name, group))))
                .or(said::replica);
    }

    private static Optional<String> leaderWorkerSetOf(Origin origin) {
        return origin.targets().stream()
                .filter(target -> target.kind().equals(ScaleTarget.LEADER_WORKER_SET))
                .map(TargetName::name)
                .findFirst();
    }

    private static List<WorkloadKey> keysOf(List<WorkloadClaim> claiming) {
        return claiming.stream().map(WorkloadClaim::workload).toList();
    }

    /** The claims are the same object until one changes, so identity is the cheap question to ask for every record. */
    @SuppressWarnings("ReferenceEquality")
    private void refreshIndex() {
        Collection<WorkloadClaim> inForce = claims.inForce();
        if (inForce != indexed) {
            ClaimIndex newest = new ClaimIndex(inForce);
            told.removeIf(model -> !newest.claimants(model).equals(index.claimants(model)));
            index = newest;
            indexed = inForce;
        }
    }
}
