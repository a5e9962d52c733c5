// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.supply.Surroundings.Pause;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The existing ScaledObjects, by their scale targets and by the policies that they name. Watches write; any thread may ask. */
final class ScaledObjects {
    private final BooleanSupplier seen;
    private final Map<SlimStore.Name, ScaledObject> present = new HashMap<>();
    private final Map<ScaleTarget, Map<String, ScaledObject>> byTarget = new HashMap<>();
    private final Map<WorkloadKey, Map<String, ScaledObject>> byPolicy = new HashMap<>();

    /** Answers are empty unless {@code seen}. */
    ScaledObjects(BooleanSupplier seen) {
        this.seen = seen;
    }

    synchronized void put(GenericKubernetesResource object) {
        ScaledObject now = ScaledObject.of(object);
        ScaledObject before = present.put(now.name(), now);
        // Its status changes at every poll, and nothing of that is kept.
        if (!now.equals(before)) {
            Optional.ofNullable(before).ifPresent(this::unlink);
            link(now);
        }
    }

    synchronized void remove(SlimStore.Name name) {
        Optional.ofNullable(present.remove(name)).ifPresent(this::unlink);
    }

    /** The ScaledObject for a workload: it names the workload's policy, or else scales the policy's target. */
    synchronized Optional<ScaledObject> of(WorkloadKey workload, Optional<ScaleTarget> target) {
        return seen.getAsBoolean()
                ? naming(workload).stream().findFirst().or(() -> target.flatMap(this::asking))
                : Optional.empty();
    }

    /** The limits and pauses of the ScaledObject for a workload. */
    Optional<Scaling> scalingOf(WorkloadKey workload, Optional<ScaleTarget> target) {
        return of(workload, target).map(ScaledObject::scaling);
    }

    /** Postures that triggers ask for, as {@link dev.headroom.scaler.cycle.TriggerPostures#of}. */
    synchronized List<Optional<Posture>> posturesOf(WorkloadKey workload, Optional<ScaleTarget> target) {
        Stream<ScaledObject.Trigger> naming = naming(workload).stream()
                .flatMap(one -> one.triggers().stream())
                .filter(trigger ->
                        trigger.policy().filter(workload.name()::equals).isPresent());
        Stream<ScaledObject.Trigger> scaling = target.stream()
                .flatMap(same -> byTarget.getOrDefault(same, Map.of()).values().stream())
                .filter(one -> one.policies().isEmpty())
                .flatMap(one -> one.triggers().stream());
        return Stream.concat(naming, scaling).map(ScaledObject.Trigger::posture).toList();
    }

    /** Those that name a policy, by name. */
    synchronized List<ScaledObject> naming(WorkloadKey policy) {
        return new ArrayList<>(byPolicy.getOrDefault(policy, Map.of()).values());
    }

    /** All that have an HPA for a target, by name: KEDA removes the HPA of a paused ScaledObject. */
    synchronized List<String> scaling(ScaleTarget target) {
        return byTarget.getOrDefault(target, Map.of()).values().stream()
                .filter(one -> one.scaling().pause().filter(Pause::all).isEmpty())
                .map(one -> one.name().name())
                .toList();
    }

    /** A ScaledObject that names another policy does not belong to this workload. */
    private Optional<ScaledObject> asking(ScaleTarget target) {
        return byTarget.getOrDefault(target, Map.of()).values().stream()
                .filter(one -> !one.triggers().isEmpty() && one.policies().isEmpty())
                .min(Comparator.comparing(one -> one.name().name()));
    }

    private void link(ScaledObject one) {
        String key = one.name().name();
        one.scaling()
                .target()
                .ifPresent(target -> byTarget.computeIfAbsent(target, first -> new TreeMap<>())
                        .put(key, one));
        one.policies()
                .forEach(policy -> byPolicy.computeIfAbsent(keyOf(one, policy), first -> new TreeMap<>())
                        .put(key, one));
    }

    private void unlink(ScaledObject one) {
        one.scaling().target().ifPresent(target -> drop(byTarget, target, one));
        one.policies().forEach(policy -> drop(byPolicy, keyOf(one, policy), one));
    }

    private static <K> void drop(Map<K, Map<String, ScaledObject>> from, K key, ScaledObject one) {
        from.computeIfPresent(key, (same, those) -> {
            those.remove(one.name().name());
            return those.isEmpty() ? null : those;
        });
    }

    private static WorkloadKey keyOf(ScaledObject one, String policy) {
        return new WorkloadKey(one.name().namespace(), policy);
    }
}
