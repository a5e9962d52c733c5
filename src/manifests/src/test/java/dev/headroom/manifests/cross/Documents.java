// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** SLO policies and serving profiles, read by the service's own readers. */
final class Documents {
    private Documents() {}

    static List<Finding> check(Bundle bundle) {
        List<Finding> findings = new ArrayList<>();
        of(bundle, DocumentKind.SLO_POLICY)
                .forEach(one -> policy(one)
                        .fold(
                                valid -> findings.addAll(profile(bundle, one, valid.value())),
                                invalid -> findings.add(one.finding("data", invalid.sentence()))));
        of(bundle, DocumentKind.SERVING_PROFILE).forEach(one -> {
            Parsed<?> parsed = ServingProfileReader.read(text(one, DocumentKind.SERVING_PROFILE), nameOf(one));
            if (parsed instanceof Parsed.Invalid<?> invalid) {
                findings.add(one.finding("data", invalid.sentence()));
            }
        });
        bundle.of("", "ConfigMap")
                .filter(one -> !labelOf(one).isEmpty())
                .filter(one -> Stream.of(DocumentKind.values())
                        .noneMatch(kind -> kind.word().equals(labelOf(one))))
                .forEach(one -> findings.add(
                        one.finding("metadata.labels", DocumentKind.LABEL + " knows no kind '" + labelOf(one) + "'")));
        return findings;
    }

    /** The policy of a name, if it is here and good. */
    static Optional<SloPolicy> policyOf(Bundle bundle, String namespace, String name) {
        return of(bundle, DocumentKind.SLO_POLICY)
                .filter(one -> one.namespace().equals(namespace) && one.name().equals(name))
                .findFirst()
                .flatMap(one -> policy(one).fold(valid -> Optional.of(valid.value()), invalid -> Optional.empty()));
    }

    private static List<Finding> profile(Bundle bundle, KubeObject policy, SloPolicy read) {
        boolean there = read.profile()
                .map(name -> of(bundle, DocumentKind.SERVING_PROFILE)
                        .anyMatch(one -> one.namespace().equals(policy.namespace())
                                && one.name().equals(name)))
                .orElse(true);
        return there
                ? List.of()
                : List.of(policy.finding(
                        "data", "names the profile '" + read.profile().orElseThrow() + "', which is not here"));
    }

    private static Parsed<SloPolicy> policy(KubeObject object) {
        return SloPolicyReader.read(text(object, DocumentKind.SLO_POLICY), nameOf(object));
    }

    private static Stream<KubeObject> of(Bundle bundle, DocumentKind kind) {
        return bundle.of("", "ConfigMap").filter(one -> labelOf(one).equals(kind.word()));
    }

    private static String labelOf(KubeObject object) {
        return object.at("metadata", "labels", DocumentKind.LABEL).asText();
    }

    private static String text(KubeObject object, DocumentKind kind) {
        return object.at("data", kind.dataKey()).asText();
    }

    private static DocumentName nameOf(KubeObject object) {
        return new DocumentName(object.namespace(), object.name());
    }
}
