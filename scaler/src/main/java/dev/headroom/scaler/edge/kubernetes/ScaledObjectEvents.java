// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.RoundListener;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Tells the author of a ScaledObject, on the ScaledObject, why its workload cannot keep its promise. Reasons are a faulty policy, limits of
 * KEDA that differ from the policy's, a target that others scale, too, an objective that no number keeps, a missing profile, full NodePools. Each is reported once, and
 * again when it changes or returns after a while. Called by the planning thread alone.
 */
public final class ScaledObjectEvents implements Consumer<Decision>, RoundListener {
    static final String FAULT = "InvalidPolicy";
    static final String LIMITS_DIFFER = "LimitsDiffer";
    static final String HELD = "HeldByScaledObject";
    static final String INFEASIBLE = "InfeasibleObjective";
    static final String PROFILE_ABSENT = "ProfileAbsent";
    static final String ROOM = "HeldByNodePools";
    static final String SHARED_TARGET = "SharedTarget";

    /** Shortest pause between two Events of one kind on one ScaledObject; a reason that returns after as long is reported again. */
    static final Duration AT_MOST_EVERY = Duration.ofMinutes(10);

    /** Remembered reports: more than workloads of a large cluster, six kinds each. */
    private static final int MOST_TOLD = 10_000;

    private static final Duration FAULTS_EVERY = Duration.ofSeconds(5);

    private final FaultEvents events;
    private final ScaledObjects scaledObjects;
    private final DocumentLibrary library;
    private final Map<Subject, Told> told = new LinkedHashMap<>();
    private Instant faultsDue = Instant.MIN;

    ScaledObjectEvents(FaultEvents events, ScaledObjects scaledObjects, DocumentLibrary library) {
        this.events = events;
        this.scaledObjects = scaledObjects;
        this.library = library;
    }

    private record Subject(SlimStore.Name scaledObject, String reason) {}

    /** The last report, its time, and when it was last true. */
    private record Told(String what, Instant at, Instant lastTrue) {}

    @Override
    public void accept(Decision decision) {
        Optional<Scaling> scaling = decision.input().supply().scaling();
        if (scaling.isEmpty()) {
            return;
        }
        Optional<ScaleTarget> target = decision.input().policy().workload().scaleTarget();
        scaledObjects
                .of(decision.workload(), target)
                .ifPresent(scaledObject -> judge(scaledObject, scaling.get(), decision));
    }

    private void judge(ScaledObject scaledObject, Scaling scaling, Decision decision) {
        Instant now = decision.plan().madeAt();
        ReplicaLimits limits = decision.input().policy().replicas();
        disagreement(scaling, limits, decision.workload().name())
                .ifPresent(text -> tell(scaledObject, LIMITS_DIFFER, text, text, now));
        scaling.target().flatMap(this::sharing).ifPresent(text -> tell(scaledObject, SHARED_TARGET, text, text, now));
        int desired = decision.plan().desired();
        if (desired > scaling.max()) {
            tell(
                    scaledObject,
                    HELD,
                    "max " + scaling.max(),
                    "the plan needs " + desired + " replicas, but maxReplicaCount is " + scaling.max()
                            + ": the SLO may be missed",
                    now);
        }
        // Its figures change with every round, and are no news.
        reasonsOf(decision, ReasonCode.INFEASIBLE)
                .ifPresent(text -> tell(scaledObject, INFEASIBLE, "infeasible", text, now));
        reasonsOf(decision, ReasonCode.PROFILE_ABSENT)
                .ifPresent(text -> tell(scaledObject, PROFILE_ABSENT, text, text, now));
        reasonsOf(decision, ReasonCode.CLUSTER_ROOM)
                .ifPresent(text -> tell(
                        scaledObject,
                        ROOM,
                        decision.input().supply().room().map(Object::toString).orElse(""),
                        text,
                        now));
    }

    /** Kubernetes lets no HPA move pods that several HPAs select (condition AmbiguousSelector). */
    private Optional<String> sharing(ScaleTarget target) {
        List<String> all = scaledObjects.scaling(target);
        return all.size() < 2
                ? Optional.empty()
                : Optional.of("ScaledObjects " + String.join(", ", all) + " scale one " + target.kind() + ", "
                        + target.name() + ": their HPAs block each other; delete all but one");
    }

    /** Reports policies with a fault. */
    @Override
    public void roundOver(Instant now) {
        if (now.isBefore(faultsDue)) {
            return;
        }
        faultsDue = now.plus(FAULTS_EVERY);
        for (DocumentName policy : library.names(DocumentKind.SLO_POLICY)) {
            String fault = library.faultText(DocumentKind.SLO_POLICY, policy);
            if (!fault.isEmpty()) {
                scaledObjects
                        .naming(new WorkloadKey(policy.namespace(), policy.name()))
                        .forEach(scaledObject -> tell(
                                scaledObject,
                                FAULT,
                                fault,
                                "policy " + policy.name()
                                        + " is invalid, its last valid version (if any) stays in force: "
                                        + fault,
                                now));
            }
        }
    }

    private static Optional<String> disagreement(Scaling scaling, ReplicaLimits limits, String policy) {
        if (scaling.max() < limits.max()) {
            return Optional.of("maxReplicaCount " + scaling.max() + " is below replicas.max " + limits.max()
                    + " of policy " + policy + ": KEDA never goes above " + scaling.max());
        } else if (scaling.min() > limits.min()) {
            return Optional.of("minReplicaCount " + scaling.min() + " is above replicas.min " + limits.min()
                    + " of policy " + policy + ": KEDA never goes below " + scaling.min());
        }
        return Optional.empty();
    }

    private static Optional<String> reasonsOf(Decision decision, ReasonCode code) {
        String text = decision.plan().reasons().stream()
                .filter(reason -> reason.code() == code)
                .map(Reason::sentence)
                .collect(Collectors.joining("; "));
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /**
     * Reports it unless that was done.
     *
     * @param what content of the report; reports with equal ones are the same
     */
    private void tell(ScaledObject about, String reason, String what, String message, Instant now) {
        Subject subject = new Subject(about.name(), reason);
        Told before = told.remove(subject);
        if (before == null
                || isLongAgo(before.lastTrue(), now)
                || (!before.what().equals(what) && isLongAgo(before.at(), now))) {
            events.raise(about, reason, what, message);
            told.put(subject, new Told(what, now, now));
        } else {
            told.put(subject, new Told(before.what(), before.at(), now));
        }
        while (told.size() > MOST_TOLD) {
            told.remove(told.keySet().iterator().next());
        }
    }

    private static boolean isLongAgo(Instant when, Instant now) {
        return Duration.between(when, now).compareTo(AT_MOST_EVERY) >= 0;
    }
}
