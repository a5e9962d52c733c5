// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import dev.headroom.scaler.doctor.AutoscalerFacts.Trouble;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.scaler.supply.Surroundings.Pause;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.telemetry.ScaleTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at the way from a workload's answer to its replicas: ScaledObject, HPA, scale target. */
final class ScalingExamination {
    /** The oldest KEDA that Headroom works with. */
    private static final int MAJOR = 2;

    private static final int MINOR = 17;

    /** Longer texts of Kubernetes say nothing more. */
    private static final int MOST_TEXT = 200;

    private static final String FROM_KEDA = "keda-hpa-";
    private static final String HPAS = "horizontalpodautoscalers.autoscaling";

    private final WorkloadFacts facts;
    private final ScalingSight sight;
    private final String workload;
    private final List<DoctorFinding> findings = new ArrayList<>();

    private ScalingExamination(WorkloadFacts facts, ScalingSight sight) {
        this.facts = facts;
        this.sight = sight;
        this.workload = facts.workload().toString();
    }

    /** Nothing where the ScaledObjects of the cluster cannot be listed. */
    static List<DoctorFinding> of(WorkloadFacts facts, ScalingSight sight) {
        ScalingExamination examination = new ScalingExamination(facts, sight);
        if (sight.scaledObjects().isPresent()) {
            examination.examine();
        }
        return examination.findings;
    }

    /** HPAs exist in every cluster: where ScaledObjects are listed and HPAs are not, the right is missing. */
    static Optional<DoctorFinding> unlisted(ScalingSight sight) {
        return sight.scaledObjects().isPresent() && sight.autoscalers().isEmpty()
                ? Optional.of(new DoctorFinding(
                        FindingCode.RIGHTS_ABSENT,
                        HPAS,
                        "Headroom may not list " + HPAS + ".",
                        "Off until then: the doctor's look at HPAs.",
                        "Grant list on " + HPAS + ", as the chart's rbac values do."))
                : Optional.empty();
    }

    private void examine() {
        facts.target().ifPresent(this::sharing);
        if (facts.scaling().isEmpty()) {
            noScaledObject();
            return;
        }
        Scaling scaling = facts.scaling().get();
        limits(scaling, facts.policy().replicas());
        sight.scaledObject(facts.workload(), scaling.scaledObject()).ifPresent(keda -> keda(keda, scaling));
        facts.plan()
                .flatMap(plan -> WorkloadExamination.reason(plan, ReasonCode.HPA_TOLERANCE))
                .ifPresent(sentence -> add(
                        FindingCode.HPA_TOLERANCE,
                        "The HPA ignores a step of " + workload + ": " + sentence + ".",
                        "An HPA takes no step of less than its tolerance, which is 10 % by default.",
                        "Set advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.tolerance to \"0\"."));
        Optional<Pause> pause = scaling.pause();
        if (pause.isPresent()) {
            add(
                    FindingCode.PAUSED,
                    "ScaledObject " + scaling.scaledObject() + " is paused by "
                            + pause.get().annotation() + ".",
                    "No plan of " + workload + " is carried out in full.",
                    "Remove the annotation when the reason for it is over.");
        } else {
            scaling.target().flatMap(sight::autoscalersOf).ifPresent(autoscalers -> autoscalers(autoscalers, scaling));
        }
    }

    private void noScaledObject() {
        if (facts.policy().terms().mode() == Mode.ENFORCE) {
            add(
                    FindingCode.SCALED_OBJECT_ABSENT,
                    "No ScaledObject asks for " + workload + ".",
                    "Its plan is made, and nothing carries it out.",
                    "Apply a ScaledObject with a trigger of type external whose metadata names the policy.");
        }
    }

    private void limits(Scaling scaling, ReplicaLimits limits) {
        if (scaling.max() < limits.max()) {
            add(
                    FindingCode.LIMITS_DIFFER,
                    "maxReplicaCount of " + scaling.scaledObject() + " is " + scaling.max()
                            + ", and replicas.max of the policy is " + limits.max() + ".",
                    "KEDA never goes above " + scaling.max() + ".",
                    "Set both to the same number.");
        } else if (scaling.min() > limits.min()) {
            add(
                    FindingCode.LIMITS_DIFFER,
                    "minReplicaCount of " + scaling.scaledObject() + " is " + scaling.min()
                            + ", and replicas.min of the policy is " + limits.min() + ".",
                    "KEDA never goes below " + scaling.min() + ".",
                    "Set both to the same number.");
        }
    }

    private void keda(KedaFacts keda, Scaling scaling) {
        keda.notReady()
                .ifPresent(message -> add(
                        FindingCode.SCALED_OBJECT_NOT_READY,
                        "KEDA says that ScaledObject " + keda.name() + " is not ready.",
                        "KEDA's message: " + shortened(message),
                        "Look at the events of the ScaledObject and at the log of keda-operator."));
        if (keda.fallback()) {
            add(
                    FindingCode.FALLBACK_IN_FORCE,
                    "KEDA's fallback is in force for " + workload + ".",
                    "KEDA got no answer from Headroom often enough, and uses its fixed number.",
                    "Check scalerAddress, TLS and the NetworkPolicy between KEDA and Headroom.");
        }
        lead().filter(lead -> scaling.min() == 0 && keda.cooldown().compareTo(lead) < 0)
                .ifPresent(lead -> add(
                        FindingCode.COOLDOWN_SHORT,
                        "cooldownPeriod of " + keda.name() + " is " + seconds(keda.cooldown())
                                + ", and a replica takes " + seconds(lead) + " to start.",
                        "After each pause of that length users wait for a whole start.",
                        "Set cooldownPeriod above " + seconds(lead) + "."));
    }

    /** Kubernetes lets no HPA move pods that several HPAs select (condition AmbiguousSelector). */
    private void sharing(ScaleTarget target) {
        List<AutoscalerFacts> all = sight.autoscalersOf(target).orElse(List.of());
        if (all.size() > 1) {
            add(
                    FindingCode.TARGET_SHARED,
                    "HPAs " + all.stream().map(AutoscalerFacts::name).sorted().collect(Collectors.joining(", "))
                            + " scale one " + target.kind() + ", " + target.name() + ".",
                    "They block each other, or undo each other's steps.",
                    "Delete all but one, and the ScaledObjects behind them.");
        }
    }

    private void autoscalers(List<AutoscalerFacts> autoscalers, Scaling scaling) {
        Optional<AutoscalerFacts> own = autoscalers.stream()
                .filter(one -> one.name().equals(FROM_KEDA + scaling.scaledObject()))
                .findFirst()
                .or(() -> autoscalers.stream()
                        .filter(one -> one.keda().isPresent())
                        .findFirst());
        if (own.isEmpty()) {
            add(
                    FindingCode.HPA_ABSENT,
                    "ScaledObject " + scaling.scaledObject() + " has no HPA.",
                    "KEDA makes one for each ScaledObject that is ready. Without it nothing scales above 1.",
                    "Look at the log of keda-operator.");
            return;
        }
        own.get().troubles().forEach(trouble -> trouble(own.get(), trouble));
        own.get().keda().filter(ScalingExamination::isOld).ifPresent(version -> {
            add(
                    FindingCode.VERSION_OLD,
                    "KEDA is version " + version + ".",
                    "Headroom needs KEDA " + MAJOR + "." + MINOR + " or newer.",
                    "Upgrade KEDA.");
        });
        behavior(own.get());
    }

    private void trouble(AutoscalerFacts hpa, Trouble trouble) {
        String says = "Kubernetes says " + trouble.reason() + ": " + shortened(trouble.message());
        switch (trouble.reason()) {
            case "ScalingDisabled" -> {
                // The target rests at 0, and KEDA itself takes the step from there.
            }
            case "AmbiguousSelector" ->
                add(
                        FindingCode.TARGET_SHARED,
                        "Several HPAs select the pods of " + workload + ".",
                        says,
                        "Delete all HPAs but " + hpa.name() + ", or give the pods labels of their own.");
            case "InvalidSelector" ->
                add(
                        FindingCode.SELECTOR_ABSENT,
                        hpa.target().kind() + " " + hpa.target().name() + " names no label selector for its pods.",
                        says,
                        "A custom resource needs status.labelSelector and labelSelectorPath in its scale subresource.");
            case "FailedGetScale", "FailedUpdateScale" ->
                add(
                        FindingCode.TARGET_UNSCALABLE,
                        "HPA " + hpa.name() + " cannot scale " + hpa.target().kind() + " "
                                + hpa.target().name() + ".",
                        says,
                        "Check that the target exists, and that it has a scale subresource.");
            default ->
                add(
                        FindingCode.METRIC_UNKNOWN,
                        "HPA " + hpa.name() + " has no value: kubectl shows <unknown>.",
                        says,
                        "Check KEDA's metrics server, and its connection to keda-operator and Headroom.");
        }
    }

    /** A rise that the plan wants must be asked for within the time that a replica needs anyway. */
    private void behavior(AutoscalerFacts hpa) {
        int wanted = facts.plan().map(plan -> plan.desired()).orElse(0);
        int ready = Math.max(1, facts.ready().orElse(1));
        int to = Math.max(wanted, Math.min(2 * ready, facts.policy().replicas().max()));
        Optional<Duration> lead = lead();
        if (lead.isEmpty()) {
            return;
        }
        Optional<Duration> takes = hpa.rise().timeFrom(ready, to);
        if (takes.isEmpty() || takes.get().compareTo(lead.get()) > 0) {
            add(
                    FindingCode.BEHAVIOR_SLOW,
                    "behavior.scaleUp of HPA " + hpa.name() + " "
                            + takes.map(time ->
                                            "takes " + seconds(time) + " from " + ready + " to " + to + " replicas.")
                                    .orElse("never allows a step from " + ready + " to " + to + " replicas."),
                    "A replica starts within " + seconds(lead.get()) + ", so the HPA delays every plan.",
                    "Remove behavior.scaleUp from the ScaledObject: the default doubles every 15 s.");
        }
    }

    private Optional<Duration> lead() {
        return facts.plan().flatMap(plan -> plan.basis().demand()).map(Demand::horizon);
    }

    private static boolean isOld(String version) {
        String[] parts = version.split("\\.", 3);
        try {
            int major = Integer.parseInt(parts[0]);
            return major < MAJOR || (major == MAJOR && parts.length > 1 && Integer.parseInt(parts[1]) < MINOR);
        } catch (NumberFormatException noRelease) {
            return false;
        }
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    private static String shortened(String message) {
        return message.length() <= MOST_TEXT ? message : message.substring(0, MOST_TEXT) + " …";
    }

    private void add(FindingCode code, String what, String why, String remedy) {
        findings.add(new DoctorFinding(code, workload, what, why, remedy));
    }
}
