// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.doctor.AutoscalerFacts;
import dev.headroom.scaler.doctor.AutoscalerFacts.Trouble;
import dev.headroom.scaler.doctor.KedaFacts;
import dev.headroom.scaler.doctor.RiseRules;
import dev.headroom.scaler.doctor.ScalingSight;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lists ScaledObjects and HPAs on demand. Their status changes at every poll of KEDA, so a watch on it would be read for nothing
 * nearly always.
 */
final class ScalingReader {
    private static final Logger LOG = Logger.getLogger(ScalingReader.class);

    /** Objects in one answer of the API server. */
    private static final long PAGE = 500;

    /** KEDA's own default. */
    private static final int COOLDOWN_SECONDS = 300;

    private static final String FALSE = "False";
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String KEDA_OPERATOR = "keda-operator";
    private static final String VERSION = "app.kubernetes.io/version";

    private final List<Listing> scaledObjects;
    private final List<Listing> autoscalers;

    /** Lists the objects of a kind in one part of the cluster. */
    @FunctionalInterface
    interface Listing {
        GenericKubernetesResourceList list(ListOptions options);
    }

    /** Each in parts of the cluster. */
    ScalingReader(List<Listing> scaledObjects, List<Listing> autoscalers) {
        this.scaledObjects = scaledObjects;
        this.autoscalers = autoscalers;
    }

    /** Each in parts of the cluster. */
    static ScalingReader of(
            List<? extends Listable<GenericKubernetesResourceList>> scaledObjects,
            List<? extends Listable<GenericKubernetesResourceList>> autoscalers) {
        return new ScalingReader(listings(scaledObjects), listings(autoscalers));
    }

    private static List<Listing> listings(List<? extends Listable<GenericKubernetesResourceList>> parts) {
        return parts.stream().<Listing>map(part -> part::list).toList();
    }

    /** Empty parts are those that cannot be listed. */
    ScalingSight read() {
        return new ScalingSight(
                all(scaledObjects, one -> Optional.of(scaledObject(one))), all(autoscalers, ScalingReader::autoscaler));
    }

    private static <F> Optional<List<F>> all(
            List<Listing> parts, Function<GenericKubernetesResource, Optional<F>> reading) {
        try {
            List<F> read = new ArrayList<>();
            for (Listing part : parts) {
                @Nullable String next = null;
                do {
                    GenericKubernetesResourceList page = part.list(new ListOptionsBuilder()
                            .withLimit(PAGE)
                            .withContinue(next)
                            .build());
                    page.getItems().forEach(one -> reading.apply(one).ifPresent(read::add));
                    next = page.getMetadata() == null
                            ? null
                            : page.getMetadata().getContinue();
                } while (next != null && !next.isEmpty());
            }
            return Optional.of(read);
        } catch (KubernetesClientException e) {
            LOG.debugf("objects for the doctor cannot be listed: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private static KedaFacts scaledObject(GenericKubernetesResource object) {
        Untyped all = Untyped.of(object);
        Map<String, Untyped> conditions = conditions(all.at("status"));
        return new KedaFacts(
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                Duration.ofSeconds(
                        Math.max(0, all.at("spec").wholeNumber("cooldownPeriod").orElse(COOLDOWN_SECONDS))),
                Optional.ofNullable(conditions.get("Ready"))
                        .filter(ready -> is(ready, FALSE))
                        .map(ready -> ready.text("message").orElse("no message")),
                Optional.ofNullable(conditions.get("Fallback"))
                        .filter(fallback -> is(fallback, "True"))
                        .isPresent());
    }

    private static Optional<AutoscalerFacts> autoscaler(GenericKubernetesResource object) {
        Untyped all = Untyped.of(object);
        Untyped target = all.at("spec", "scaleTargetRef");
        Optional<String> kind = target.text("kind");
        Optional<String> name = target.text("name");
        if (kind.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Untyped> conditions = conditions(all.at("status"));
        List<Trouble> troubles = Stream.of("AbleToScale", "ScalingActive")
                .flatMap(type -> Optional.ofNullable(conditions.get(type)).stream())
                .filter(condition -> is(condition, FALSE))
                .map(condition -> new Trouble(
                        condition.text("reason").orElse(""),
                        condition.text("message").orElse("")))
                .toList();
        return Optional.of(new AutoscalerFacts(
                object.getMetadata().getName(),
                new ScaleTarget(object.getMetadata().getNamespace(), kind.get(), name.get()),
                troubles,
                riseRules(all.at("spec", "behavior", "scaleUp")),
                kedaVersion(object)));
    }

    private static Optional<String> kedaVersion(GenericKubernetesResource object) {
        Map<String, String> labels =
                Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of());
        return KEDA_OPERATOR.equals(labels.get(MANAGED_BY))
                ? Optional.ofNullable(labels.get(VERSION))
                : Optional.empty();
    }

    private static RiseRules riseRules(Untyped rules) {
        List<RiseRules.Limit> limits = rules.list("policies").stream()
                .flatMap(policy -> limit(policy).stream())
                .toList();
        return new RiseRules(
                Duration.ofSeconds(Math.max(
                        0, rules.wholeNumber("stabilizationWindowSeconds").orElse(0))),
                switch (rules.text("selectPolicy").orElse("Max")) {
                    case "Disabled" -> RiseRules.Select.DISABLED;
                    case "Min" -> RiseRules.Select.MIN;
                    default -> RiseRules.Select.MAX;
                },
                limits.isEmpty() ? RiseRules.DEFAULT.limits() : limits);
    }

    private static Optional<RiseRules.Limit> limit(Untyped policy) {
        OptionalInt value = policy.wholeNumber("value");
        OptionalInt period = policy.wholeNumber("periodSeconds");
        return value.orElse(0) > 0 && period.orElse(0) > 0
                ? Optional.of(new RiseRules.Limit(
                        value.getAsInt(),
                        policy.text("type").filter("Percent"::equals).isPresent(),
                        Duration.ofSeconds(period.getAsInt())))
                : Optional.empty();
    }

    private static Map<String, Untyped> conditions(Untyped status) {
        return status.list("conditions").stream()
                .filter(condition -> condition.text("type").isPresent())
                .collect(Collectors.toMap(
                        condition -> condition.text("type").orElse(""), condition -> condition, (one, other) -> other));
    }

    private static boolean is(Untyped condition, String status) {
        return condition.text("status").filter(status::equals).isPresent();
    }
}
