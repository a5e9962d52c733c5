// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.type;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.headroom.manifests.DeployFolder;
import dev.headroom.manifests.Edits;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import dev.headroom.manifests.read.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Kubernetes' own types: nothing that is shipped could be misspelt without being found. */
class CoreTypesTest {
    /** Maps of the user's own keys; another key there is no fault. */
    private static final Set<String> FREE =
            Set.of("labels", "annotations", "matchLabels", "selector", "nodeSelector", "data", "requests", "limits");

    /** What says of which type an object is. */
    private static final Set<String> TYPE = Set.of("/apiVersion", "/kind");

    static List<KubeObject> shipped() {
        List<KubeObject> objects = new ArrayList<>();
        for (String file : List.of("manifests/headroom.yaml", "collector/daemonset.yaml", "kustomize/base/vllm.yaml")) {
            objects.addAll(
                    DeployFolder.bundle(file, DeployFolder.ROOT.resolve(file)).objects());
        }
        return objects;
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void findsEveryFieldThatIsMisspelt(KubeObject object) {
        List<String> fields = new ArrayList<>();
        collect(object.tree(), "", fields);
        fields.removeAll(TYPE);

        assertThat(fields).isNotEmpty().allSatisfy(pointer -> {
            KubeObject misspelt = misspelt(object, pointer);
            assertThat(CoreTypes.check(misspelt))
                    .extracting(Finding::message)
                    .anySatisfy(message -> assertThat(message).startsWith("is unknown, known are "));
        });
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void findsEveryTextAndNumberThatIsATruthValue(KubeObject object) {
        List<String> values = new ArrayList<>();
        collectValues(object.tree(), "", values);
        values.removeAll(TYPE);

        assertThat(values)
                .isNotEmpty()
                .allSatisfy(pointer -> assertThat(CoreTypes.check(Edits.apply(object, pointer, BooleanNode.TRUE)))
                        .isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ httpGet: { port: http }, periodSeconds: 5 } |",
                "{ httpGet: { port: 8080 }, periodSecond: 5 } | periodSecond: is unknown",
                "{ httpGet: { port: 8080 }, periodSeconds: '5' } | periodSeconds: must be a whole number, was \"5\"",
                "{ httpGet: { port: 8080 }, periodSeconds: 0.5 } | periodSeconds: must be a whole number, was 0.5",
                "{ httpGet: { path: / } } | httpGet.port: must be given",
                "{ httpGet: [] } | httpGet: must be an object, was []",
                "{ exec: { command: ls } } | exec.command: must be a list, was \"ls\"",
                "{ exec: { command: [1] } } | exec.command[0]: must be a text, was 1",
            })
    void saysWhereAndWhat(String probe, String expected) {
        JsonNode tree = YamlText.document(probe);
        KubeObject object = new KubeObject("a", YamlText.document("{ kind: B, metadata: { name: c } }"));

        List<Finding> findings = CoreTypes.check(object, tree, "V1Probe", "");

        if (expected == null) {
            assertThat(findings).isEmpty();
        } else {
            assertThat(findings).singleElement().asString().startsWith("a B/c: " + expected);
        }
    }

    @Test
    void knowsAKindInItsGroupOnly() {
        assertThat(CoreTypes.knows(new KubeObject("a", YamlText.document("{ apiVersion: apps/v1, kind: Deployment }"))))
                .isTrue();
        assertThat(CoreTypes.knows(
                        new KubeObject("a", YamlText.document("{ apiVersion: extensions/v1, kind: Deployment }"))))
                .isFalse();
    }

    private static KubeObject misspelt(KubeObject object, String pointer) {
        JsonNode value = object.tree().at(pointer);
        return Edits.apply(Edits.apply(object, pointer, NullNode.getInstance()), pointer + "x", value);
    }

    private static void collect(JsonNode node, String pointer, List<String> fields) {
        node.properties().forEach(entry -> {
            String at = pointer + "/" + entry.getKey();
            fields.add(at);
            if (!FREE.contains(entry.getKey()) || entry.getValue().has("matchLabels")) {
                collect(entry.getValue(), at, fields);
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), pointer + "/" + i, fields);
        }
    }

    private static void collectValues(JsonNode node, String pointer, List<String> values) {
        node.properties()
                .forEach(entry -> collectValues(
                        entry.getValue(),
                        pointer + "/" + entry.getKey().replace("~", "~0").replace("/", "~1"),
                        values));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collectValues(node.get(i), pointer + "/" + i, values);
        }
        if (node.isTextual() || node.isNumber()) {
            values.add(pointer);
        }
    }
}
