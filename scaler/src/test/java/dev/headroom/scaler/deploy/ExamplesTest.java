// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import static dev.headroom.scaler.deploy.StrictKubernetes.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped examples fit the readers, KEDA, and each other. */
class ExamplesTest {
    private static final Path EXAMPLES = DEPLOY.resolve("examples");
    private static final Path SCALED_OBJECT = EXAMPLES.resolve("scaledobject.yaml");

    @Test
    void thePolicyIsReadWithoutAFault() {
        SloPolicy policy = policy();

        assertThat(policy.objectives()).isNotEmpty();
    }

    @Test
    void theProfileThatThePolicyNamesIsAmongTheExamples() {
        SloPolicy policy = policy();

        ServingProfile profile = profile();

        assertThat(new DocumentName(policy.name().namespace(), policy.profile().orElseThrow()))
                .isEqualTo(profile.name());
    }

    @Test
    void theScaledObjectKeepsKedasRules() throws IOException {
        assertThat(ScaledObjectRules.faultsOf(scaledObject(Files.readString(SCALED_OBJECT))))
                .isEmpty();
    }

    @Test
    void thePolicyIsAboutWhatTheScaledObjectScales() throws IOException {
        Map<String, Object> scaledObject = scaledObject(Files.readString(SCALED_OBJECT));
        Map<String, Object> target = ScaledObjectRules.section(scaledObject, "spec.scaleTargetRef");
        Object namespace = ScaledObjectRules.section(scaledObject, "metadata").get("namespace");
        Map<String, Object> metadata = ScaledObjectRules.section(
                ScaledObjectRules.triggers(scaledObject).get(0), "metadata");

        SloPolicy policy = policy();

        assertThat(policy.name()).isEqualTo(new DocumentName((String) namespace, (String) metadata.get("policy")));
        assertThat(policy.workload().scaleTarget())
                .contains(
                        new ScaleTarget((String) namespace, (String) target.get("kind"), (String) target.get("name")));
    }

    @Test
    void policyAndScaledObjectAgreeOnTheLimits() throws IOException {
        Map<String, Object> spec = ScaledObjectRules.section(scaledObject(Files.readString(SCALED_OBJECT)), "spec");

        assertThat(policy().replicas().min()).isEqualTo(spec.get("minReplicaCount"));
        assertThat(policy().replicas().max()).isEqualTo(spec.get("maxReplicaCount"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    keda.sh/v1alpha1       | keda.sh/v1            | apiVersion must be
                    pollingInterval: 5     | pollInterval: 5       | unknown key spec.pollInterval
                    maxReplicaCount: 40    | maxReplicas: 40       | unknown key spec.maxReplicas
                    maxReplicaCount: 40    | maxReplicaCount: many | maxReplicaCount must be a whole number
                    minReplicaCount: 1     | minReplicaCount: 41   | minReplicaCount must not exceed
                    replicas: 4            | replicas: 0           | replicas must be a whole number from 1
                    currentReplicasIfHigher| currentReplicasIfMore | fallback.behavior is unknown
                    scaleUp:               | scaleup:              | behavior:
                    selectPolicy: Max      | selectPolicy: Most    | selectPolicy unknown
                    type: Pods             | type: Replicas        | policy type unknown
                    value: 1000            | value: '"1000"'       | behavior:
                    external-push          | externalpush          | trigger type must be
                    metricType: AverageVal | metricType: Val       | metricType must be AverageValue
                    policy: llama-3-8b     | metricType: Value     | does not belong into metadata
                    policy: llama-3-8b     | minReplicas: 2        | metadata minReplicas must be text
                    """)
    void aWrongScaledObjectIsFound(String right, String wrong, String sentence) throws IOException {
        String text = Files.readString(SCALED_OBJECT);
        assertThat(text).contains(right);

        List<String> faults = ScaledObjectRules.faultsOf(scaledObject(text.replace(right, wrong)));

        assertThat(faults).anySatisfy(fault -> assertThat(fault).contains(sentence));
    }

    private static Map<String, Object> scaledObject(String text) {
        return StrictKubernetes.documents(text).get(0);
    }

    private static SloPolicy policy() {
        return read(
                EXAMPLES.resolve("slo-policy.yaml"),
                DocumentKind.SLO_POLICY,
                (text, name) -> SloPolicyReader.read(text, name));
    }

    private static ServingProfile profile() {
        return read(
                EXAMPLES.resolve("serving-profile.yaml"),
                DocumentKind.SERVING_PROFILE,
                (text, name) -> ServingProfileReader.read(text, name));
    }

    private static <T> T read(Path file, DocumentKind kind, BiFunction<String, DocumentName, Parsed<T>> reader) {
        ConfigMap configMap = (ConfigMap)
                StrictKubernetes.typed(StrictKubernetes.documents(file).get(0));
        assertThat(configMap.getMetadata().getLabels()).containsEntry(DocumentKind.LABEL, kind.word());
        assertThat(configMap.getData()).containsOnlyKeys(kind.dataKey());
        DocumentName name = new DocumentName(
                configMap.getMetadata().getNamespace(), configMap.getMetadata().getName());
        Parsed<T> parsed = reader.apply(configMap.getData().get(kind.dataKey()), name);
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid<T>) parsed).value();
    }
}
