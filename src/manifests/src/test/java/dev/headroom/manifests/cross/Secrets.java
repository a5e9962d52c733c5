// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.KubeObject;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Secrets that other objects bring about. */
final class Secrets {
    private Secrets() {}

    /** Secrets of all namespaces. */
    static Set<String> madeAnywhereIn(Bundle bundle) {
        return bundle.objects().stream()
                .flatMap(one -> madeIn(bundle, one.namespace()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Secrets of a namespace: those written down, cert-manager's, and those that Strimzi makes of a KafkaUser. */
    static Set<String> madeIn(Bundle bundle, String namespace) {
        Stream<String> certificates = bundle.of("cert-manager.io", "Certificate")
                .filter(one -> one.namespace().equals(namespace))
                .map(one -> one.at("spec", "secretName").asText());
        Stream<String> others = Stream.concat(bundle.of("", "Secret"), bundle.of("kafka.strimzi.io", "KafkaUser"))
                .filter(one -> one.namespace().equals(namespace))
                .map(KubeObject::name);
        return Stream.concat(certificates, others).collect(Collectors.toCollection(TreeSet::new));
    }
}
