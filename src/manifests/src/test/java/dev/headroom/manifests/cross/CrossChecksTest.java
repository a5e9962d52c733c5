// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Announced;
import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.DeployFolder;
import dev.headroom.manifests.Edits;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import dev.headroom.manifests.read.Charts;
import dev.headroom.manifests.read.Kustomization;
import dev.headroom.manifests.read.YamlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checks themselves: one edit of what is shipped, and the sentence that must follow. */
class CrossChecksTest {
    private static final CrossChecks CROSS = new CrossChecks(Meters.load(), Announced.settings());
    private static final Map<String, Bundle> BUNDLES = bundles();

    private record Wrong(String bundle, String object, JsonNode edit, String says) {
        static Wrong of(JsonNode row) {
            return new Wrong(
                    row.path("of").asText(),
                    row.path("object").asText(),
                    row.path("edit"),
                    row.path("says").asText());
        }

        /** The bundle with the object edited; an edit of nothing takes the object away. */
        Bundle edited() {
            List<KubeObject> objects = new ArrayList<>();
            boolean found = false;
            for (KubeObject one : BUNDLES.get(bundle).objects()) {
                if (!(one.kind() + "/" + one.name()).equals(object)) {
                    objects.add(one);
                    continue;
                }
                found = true;
                if (!edit.isNull()) {
                    objects.add(Edits.apply(one, edit));
                }
            }
            assertThat(found).as("%s has %s", bundle, object).isTrue();
            return new Bundle(bundle, objects);
        }

        @Override
        public String toString() {
            return bundle + " " + object + ": " + says;
        }
    }

    private static Map<String, Bundle> bundles() {
        Map<String, Bundle> bundles = new TreeMap<>();
        Path root = DeployFolder.ROOT;
        Path[] plain = Stream.of(
                        "manifests/headroom.yaml",
                        "collector/daemonset.yaml",
                        "collector/vllm.yaml",
                        "examples/slo-policy.yaml",
                        "examples/serving-profile.yaml",
                        "examples/scaledobject.yaml")
                .map(root::resolve)
                .toArray(Path[]::new);
        bundles.put("plain", DeployFolder.bundle("plain", plain));
        bundles.put("monitoring", chart("headroom", "monitoring-values.yaml"));
        bundles.put("mtls", chart("headroom", "tls-cert-manager-mtls-values.yaml"));
        bundles.put("network", chart("headroom", "network-policy-values.yaml"));
        bundles.put("letters", chart("headroom", "gateways-dead-letters-values.yaml"));
        bundles.put("warm", chart("headroom-nodepools", "extras-bottlerocket-values.yaml"));
        bundles.put("static", chart("headroom-nodepools", "static-al2023-values.yaml"));
        bundles.put("overlay", Kustomization.build(root.resolve("kustomize/overlays/mtls")));
        return bundles;
    }

    private static Bundle chart(String chart, String values) {
        Path folder = DeployFolder.CHARTS.resolve(chart);
        return Charts.render(
                        new Charts.Case(folder, Optional.of(folder.resolve("ci").resolve(values))))
                .bundle();
    }

    static Stream<Wrong> wrongs() {
        List<Wrong> rows = new ArrayList<>();
        YamlText.document(YamlText.read(Path.of("src/test/resources/cross/wrong.yaml")))
                .forEach(row -> rows.add(Wrong.of(row)));
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void findsWhatDoesNotFitAndSaysIt(Wrong wrong) {
        List<Finding> findings = CROSS.check(wrong.edited(), Given.NOTHING);
        List<Finding> before = CROSS.check(BUNDLES.get(wrong.bundle()), Given.NOTHING);

        assertThat(before).extracting(Finding::message).noneMatch(message -> message.contains(wrong.says()));
        assertThat(findings)
                .extracting(Finding::message)
                .as("%s", findings)
                .anySatisfy(message -> assertThat(message).contains(wrong.says()));
    }
}
