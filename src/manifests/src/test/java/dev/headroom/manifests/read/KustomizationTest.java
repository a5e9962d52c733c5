// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.KubeObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KustomizationTest {
    private static final String KIND = "{ kind: Kustomization, ";

    @TempDir
    private Path root;

    @BeforeEach
    void aBase() throws IOException {
        write(
                "base/kustomization.yaml",
                KIND + "namespace: llm, resources: [one.yaml], "
                        + "configMapGenerator: [{ name: text, files: [policy.yaml], options: { labels: { a: b } } }], "
                        + "generatorOptions: { disableNameSuffixHash: true } }");
        write("base/one.yaml", "{ kind: Service, metadata: { name: one }, spec: { ports: [{ port: 1 }] } }");
        write("base/policy.yaml", "mode: advise\n");
    }

    @Test
    void putsBaseNamespaceAndFilesTogether() {
        Bundle bundle = Kustomization.build(root.resolve("base"));

        assertThat(bundle.objects())
                .extracting(KubeObject::kind, KubeObject::namespace)
                .containsExactly(tuple("Service", "llm"), tuple("ConfigMap", "llm"));
        assertThat(bundle.objects().get(1).at("data", "policy.yaml").asText()).isEqualTo("mode: advise\n");
        assertThat(bundle.objects().get(1).at("metadata", "labels", "a").asText())
                .isEqualTo("b");
    }

    @Test
    void replacesAConfigMapWhereItIsSaid() throws IOException {
        write("over/policy.yaml", "mode: enforce\n");
        write(
                "over/kustomization.yaml",
                KIND + "resources: [../base], generatorOptions: { disableNameSuffixHash: true },"
                        + " configMapGenerator: [{ name: text, behavior: replace, files: [policy.yaml] }] }");

        Bundle bundle = Kustomization.build(root.resolve("over"));

        assertThat(bundle.of("", "ConfigMap"))
                .extracting(one -> one.at("data", "policy.yaml").asText())
                .containsExactly("mode: enforce\n");
    }

    @Test
    void patchesByOperations() throws IOException {
        write(
                "over/kustomization.yaml",
                KIND + "resources: [../base], patches: [{ target: { kind: Service, name: one }, "
                        + "patch: '[{ op: add, path: /spec/type, value: ClusterIP }, { op: replace, path: /spec/ports/0, "
                        + "value: { port: 2 } }]' }] }");

        KubeObject service = Kustomization.build(root.resolve("over")).objects().get(0);

        assertThat(service.at("spec", "type").asText()).isEqualTo("ClusterIP");
        assertThat(service.at("spec", "ports").get(0).path("port").asInt()).isEqualTo(2);
    }

    @Test
    void refusesAPatchOfNothing() throws IOException {
        write(
                "over/kustomization.yaml",
                KIND + "resources: [../base], patches: [{ target: { kind: Service, name: two }, " + "patch: '[]' }] }");

        assertThatThrownBy(() -> Kustomization.build(root.resolve("over")))
                .hasMessageContaining("is not there to be patched");
    }

    @Test
    void refusesAReplacementOfNothing() throws IOException {
        write(
                "over/kustomization.yaml",
                KIND + "resources: [../base], patches: [{ target: { kind: Service, name: one }, "
                        + "patch: '[{ op: replace, path: /spec/typ, value: 1 }]' }] }");

        assertThatThrownBy(() -> Kustomization.build(root.resolve("over")))
                .hasMessageContaining("has nothing to replace");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() throws IOException {
        write("over/kustomization.yaml", KIND + "resources: [../base], namePrefix: a- }");

        assertThatThrownBy(() -> Kustomization.build(root.resolve("over")))
                .hasMessageContaining("namePrefix is not understood");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
