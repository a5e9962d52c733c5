// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.scaler.slo.Posture;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the author of a ScaledObject wrote into the trigger's metadata.
 *
 * @param policy name of a policy ConfigMap in the ScaledObject's namespace
 * @param models models that the policy must be about
 * @param posture instead of the policy's
 * @param minReplicas raises the answer to this
 * @param maxReplicas lowers the answer to this
 */
record TriggerMetadata(
        Optional<String> policy,
        Set<String> models,
        Optional<Posture> posture,
        OptionalInt minReplicas,
        OptionalInt maxReplicas) {
    private static final Set<String> OURS = orderedSet("policy", "models", "posture", "minReplicas", "maxReplicas");

    /** What KEDA itself reads from the same map and passes on. */
    private static final Set<String> KEDAS =
            Set.of("scalerAddress", "enableTLS", "unsafeSsl", "tlsCertFile", "caCert", "tlsClientCert", "tlsClientKey");

    /** KEDA resolves {@code policyFromEnv: VARIABLE} and sends the variable's value under that same key. */
    private static final String FROM_ENV = "FromEnv";

    /** Bad metadata; the message names the key, the value and the rule. */
    static final class BadMetadata extends Exception {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        BadMetadata(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    static TriggerMetadata parse(Map<String, String> map) throws BadMetadata {
        Map<String, String> ours = oursOf(map);
        TriggerMetadata metadata = new TriggerMetadata(
                text(ours, "policy"),
                models(ours),
                posture(ours),
                replicas(ours, "minReplicas", 0),
                replicas(ours, "maxReplicas", 1));
        if (metadata.minReplicas().isPresent()
                && metadata.maxReplicas().isPresent()
                && metadata.minReplicas().getAsInt() > metadata.maxReplicas().getAsInt()) {
            throw new BadMetadata("trigger metadata minReplicas must not exceed maxReplicas, was "
                    + metadata.minReplicas().getAsInt() + " with maxReplicas "
                    + metadata.maxReplicas().getAsInt());
        }
        return metadata;
    }

    /** The count within the trigger's own limits. */
    int clamp(int replicas) {
        return Math.min(Math.max(replicas, minReplicas.orElse(0)), maxReplicas.orElse(Integer.MAX_VALUE));
    }

    private static Map<String, String> oursOf(Map<String, String> map) throws BadMetadata {
        Map<String, String> ours = new TreeMap<>();
        for (Map.Entry<String, String> entry : map.entrySet()) {
            String key = entry.getKey();
            String plain = key.endsWith(FROM_ENV) ? key.substring(0, key.length() - FROM_ENV.length()) : key;
            if (OURS.contains(plain)) {
                ours.put(plain, entry.getValue());
            } else if (key.equals("metricType")) {
                throw new BadMetadata(
                        "trigger metadata metricType is not read here: put metricType beside metadata, at the"
                                + " trigger, was '" + entry.getValue() + "'");
            } else if (!KEDAS.contains(plain)) {
                throw new BadMetadata("trigger metadata " + key + " is unknown, known are " + String.join(", ", OURS)
                        + ", was '" + entry.getValue() + "'");
            }
        }
        return ours;
    }

    private static Optional<String> text(Map<String, String> map, String key) {
        return Optional.ofNullable(map.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static Set<String> models(Map<String, String> map) {
        return text(map, "models").stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .filter(model -> !model.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Posture> posture(Map<String, String> map) throws BadMetadata {
        Optional<String> word = text(map, "posture");
        if (word.isEmpty()) {
            return Optional.empty();
        }
        for (Posture posture : Posture.values()) {
            if (posture.name().toLowerCase(Locale.ROOT).equals(word.get())) {
                return Optional.of(posture);
            }
        }
        throw new BadMetadata("trigger metadata posture must be lean, balanced or safe, was '" + word.get() + "'");
    }

    private static OptionalInt replicas(Map<String, String> map, String key, int least) throws BadMetadata {
        Optional<String> text = text(map, key);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= least) {
                return OptionalInt.of(value);
            }
        } catch (NumberFormatException e) {
            // Said below, with the value and the rule.
        }
        throw new BadMetadata("trigger metadata " + key + " must be a whole number of at least " + least + ", was '"
                + text.get() + "'");
    }

    private static Set<String> orderedSet(String... values) {
        return new LinkedHashSet<>(Arrays.asList(values));
    }
}
