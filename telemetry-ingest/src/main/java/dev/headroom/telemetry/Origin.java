// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a request ran, in the words of its telemetry. Attribution turns it into a {@link WorkloadKey}.
 *
 * @param namespace Kubernetes namespace
 * @param targets its scale target, as each source of the telemetry names it; the most explicit first
 * @param models names of the served model, as clients ask for it; the most specific first: a LoRA adapter before its base model
 * @param pod the pod that served it
 */
public record Origin(Optional<String> namespace, List<TargetName> targets, List<String> models, PodReference pod) {
    /** An origin about which the telemetry says nothing. */
    public static final Origin UNKNOWN = new Origin(Optional.empty(), List.of(), List.of(), PodReference.UNKNOWN);

    public Origin {
        targets = List.copyOf(targets);
        models = List.copyOf(models);
    }

    /** An origin with at most one target and one model. */
    public Origin(Optional<String> namespace, Optional<ScaleTarget> target, Optional<String> model, PodReference pod) {
        this(
                namespace.or(() -> target.map(ScaleTarget::namespace)),
                target.map(stated -> new TargetName(stated.kind(), stated.name())).stream()
                        .toList(),
                model.stream().toList(),
                pod);
    }

    /** The most explicit scale target, where the namespace is known too. */
    public Optional<ScaleTarget> target() {
        return targets.isEmpty() ? Optional.empty() : namespace.map(targets.get(0)::in);
    }

    /** The most specific model. */
    public Optional<String> model() {
        return models.isEmpty() ? Optional.empty() : Optional.of(models.get(0));
    }

    /** The same origin, serving {@code servedModel} in particular. */
    public Origin serving(String servedModel) {
        List<String> names = new ArrayList<>(models);
        names.remove(servedModel);
        names.add(0, servedModel);
        return new Origin(namespace, targets, names, pod);
    }
}
