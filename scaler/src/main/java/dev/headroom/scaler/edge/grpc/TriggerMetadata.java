// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.ReplicaLimits;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The trigger's metadata as the author of a ScaledObject wrote it.
 *
 * @param policy name of a policy ConfigMap in the ScaledObject's namespace
 * @param models models that the policy must be about
 * @param minReplicas raises the answer to this
 * @param maxReplicas lowers the answer to this
 */
record TriggerMetadata(Optional<String> policy, Set<String> models, OptionalInt minReplicas, OptionalInt maxReplicas) {
    /** Of one value: some hundred names of models. Streams keep their triggers' metadata. */
    static final int MOST_CHARACTERS = 4096;

    private static final Set<String> OURS = orderedSet("policy", "models", "posture", "minReplicas", "maxReplicas");

    /** Keys that KEDA itself reads from the same map and passes on. */
    private static final Set<String> KEDAS =
            Set.of("scalerAddress", "enableTLS", "unsafeSsl", "tlsCertFile", "caCert", "tlsClientCert", "tlsClientKey");

    /** KEDA resolves {@code policyFromEnv: VARIABLE} and sends the variable's value under that same key. */
    private static final String FROM_ENV = "FromEnv";

    /** Bad metadata; the message names the key, the value and the rule. */
    static final class BadMetadata extends Exception {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        BadMetadata(String sentence) {
            super(sentence, null, false, false);
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    /** Reads the metadata; it comes from a caller, so it may have any length and any character. */
    static TriggerMetadata parse(Map<String, String> map) throws BadMetadata {
        Map<String, String> ours = oursOf(map);
        checkPosture(ours);
        TriggerMetadata metadata = new TriggerMetadata(
                text(ours, "policy"), models(ours), replicas(ours, "minReplicas", 0), replicas(ours, "maxReplicas", 1));
        if (metadata.minReplicas().isPresent()
                && metadata.maxReplicas().isPresent()
                && metadata.minReplicas().getAsInt() > metadata.maxReplicas().getAsInt()) {
            throw new BadMetadata("trigger metadata minReplicas must not exceed maxReplicas, was "
                    + metadata.minReplicas().getAsInt() + " with maxReplicas "
                    + metadata.maxReplicas().getAsInt());
        }
        return metadata;
    }

    /** The count within the trigger's own limits, as far as those lie within the policy's. */
    int clamp(int replicas, ReplicaLimits policy) {
        int least = Math.min(minReplicas.orElse(0), policy.max());
        int most = Math.max(maxReplicas.orElse(Integer.MAX_VALUE), policy.min());
        return Math.min(Math.max(replicas, least), most);
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
                        "trigger metadata must not hold metricType, set it on the trigger next to metadata, was "
                                + CallerText.quoted(entry.getValue()));
            } else if (!KEDAS.contains(plain)) {
                throw new BadMetadata("trigger metadata " + CallerText.cut(key) + " is unknown, known are "
                        + String.join(", ", OURS) + ", was " + CallerText.quoted(entry.getValue()));
            }
        }
        return ours;
    }

    private static Optional<String> text(Map<String, String> map, String key) throws BadMetadata {
        String value = map.getOrDefault(key, "");
        if (value.length() > MOST_CHARACTERS) {
            throw new BadMetadata("trigger metadata " + key + " must have at most " + MOST_CHARACTERS
                    + " characters, was " + CallerText.quoted(value));
        }
        return Optional.of(value.strip()).filter(text -> !text.isEmpty());
    }

    private static Set<String> models(Map<String, String> map) throws BadMetadata {
        return text(map, "models").stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .filter(model -> !model.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Only the posture that the ScaledObject in the cluster states counts; this check reports typing errors to its author. */
    private static void checkPosture(Map<String, String> map) throws BadMetadata {
        Optional<String> word = text(map, "posture");
        if (word.isPresent() && Posture.ofWord(word.get()).isEmpty()) {
            throw new BadMetadata(
                    "trigger metadata posture must be lean, balanced or safe, was " + CallerText.quoted(word.get()));
        }
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
        throw new BadMetadata("trigger metadata " + key + " must be a whole number of at least " + least + ", was "
                + CallerText.quoted(text.get()));
    }

    private static Set<String> orderedSet(String... values) {
        return new LinkedHashSet<>(Arrays.asList(values));
    }
}
