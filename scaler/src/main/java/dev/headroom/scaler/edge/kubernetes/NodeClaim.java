// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kept fields of a NodeClaim: a node that was requested.
 *
 * @param name its name
 * @param created when it was requested
 * @param node the node that came of it; empty before there is one
 * @param offer properties of the node
 * @param hardware class of its machine; empty while that is open
 * @param devices that it has, or that were requested
 * @param course how far it has come
 */
record NodeClaim(
        String name,
        Instant created,
        Optional<String> node,
        NodePool.Offer offer,
        Optional<String> hardware,
        Map<String, Integer> devices,
        Course course) {
    /** The steps of a claim, in order. */
    private static final List<String> STEPS = List.of("Launched", "Registered", "Initialized");

    /** One unit of a Go duration such as {@code 720h} or {@code 1h30m}. */
    private static final Pattern DURATION_PART = Pattern.compile("(\\d+)(h|m|s)");

    NodeClaim {
        devices = Map.copyOf(devices);
    }

    /**
     * How far a claim has come.
     *
     * @param launched whether there is a machine
     * @param initialized since when its node takes pods; empty while it does not
     * @param waitsFor the first step that it has not made, with the reason it gives; the empty text after the last
     * @param leaving whether its node is being taken away
     * @param expires when its node is taken away for its age; empty where it is not
     */
    record Course(
            boolean launched,
            Optional<Instant> initialized,
            String waitsFor,
            boolean leaving,
            Optional<Instant> expires) {}

    static NodeClaim of(GenericKubernetesResource object, NodeLabels labels) {
        Untyped fields = Untyped.of(object);
        Untyped spec = fields.at("spec");
        Untyped status = fields.at("status");
        Map<String, String> given =
                Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of());
        List<LabelRule> rules = new ArrayList<>(NodePool.rulesIn(spec, labels));
        labels.plain(given).forEach((key, value) -> rules.add(LabelRule.is(key, value)));
        Instant created =
                PodReader.instant(object.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH);
        Map<String, Integer> capacity =
                Accelerators.ofTexts(status.at("capacity").textsByKey());
        return new NodeClaim(
                object.getMetadata().getName(),
                created,
                status.text("nodeName").filter(name -> !name.isBlank()),
                new NodePool.Offer(
                        rules, spec.list("taints").stream().map(TaintRule::of).toList()),
                NodeDirectory.hardwareIn(given, labels),
                capacity.isEmpty()
                        ? Accelerators.ofTexts(spec.at("resources", "requests").textsByKey())
                        : capacity,
                courseOf(object, created));
    }

    private static Course courseOf(GenericKubernetesResource object, Instant created) {
        Untyped fields = Untyped.of(object);
        Map<String, Untyped> conditions = new HashMap<>();
        fields.at("status")
                .list("conditions")
                .forEach(condition -> condition.text("type").ifPresent(type -> conditions.put(type, condition)));
        Optional<String> next =
                STEPS.stream().filter(step -> !isTrue(conditions.get(step))).findFirst();
        return new Course(
                isTrue(conditions.get("Launched")),
                Optional.ofNullable(conditions.get("Initialized"))
                        .filter(NodeClaim::isTrue)
                        .map(condition ->
                                condition.instant("lastTransitionTime").orElse(created)),
                next.map(step -> "not " + step + reasonOf(conditions.get(step))).orElse(""),
                object.getMetadata().getDeletionTimestamp() != null,
                fields.at("spec")
                        .text("expireAfter")
                        .flatMap(NodeClaim::duration)
                        .map(created::plus));
    }

    private static boolean isTrue(@Nullable Untyped condition) {
        return condition != null
                && condition.text("status").filter("True"::equals).isPresent();
    }

    private static String reasonOf(@Nullable Untyped condition) {
        return condition == null
                ? ""
                : condition
                        .text("reason")
                        .filter(reason -> !reason.isBlank())
                        .map(reason -> ": " + reason)
                        .orElse("");
    }

    /** Empty for {@code Never}, and for text that cannot be read. */
    static Optional<Duration> duration(String text) {
        Matcher part = DURATION_PART.matcher(text);
        Duration sum = Duration.ZERO;
        int read = 0;
        try {
            while (part.find() && part.start() == read) {
                sum = sum.plus(
                        Duration.parse("PT" + part.group(1) + part.group(2).toUpperCase(Locale.ROOT)));
                read = part.end();
            }
        } catch (RuntimeException tooLarge) {
            return Optional.empty();
        }
        return read == text.length() && !sum.isZero() ? Optional.of(sum) : Optional.empty();
    }
}
