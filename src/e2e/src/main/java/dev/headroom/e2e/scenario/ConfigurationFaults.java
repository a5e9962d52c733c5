// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.e2e.cluster.ClusterAccess;
import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.report.RowCollector;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people set wrongly, or on purpose. */
@DisplayName("faults")
@ExtendWith(ClusterParameter.class)
final class ConfigurationFaults {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SCALED_OBJECT = "ScaledObject";
    private static final String KEDA = "keda.sh/v1alpha1";

    private static final List<String> TWICE = List.of("ScaledObjects shared, shared-twice", "delete all but one");
    private static final List<String> MISSPELT = List.of("mispelt", "policy");

    private static Installed installed;

    @BeforeAll
    static void install(ClusterAccess cluster) throws Exception {
        installed = Installed.onto(cluster, List.of());
        cluster.room(60);
    }

    @Test
    @DisplayName("a step of one in twenty reaches the Deployment: the HPA's tolerance does not swallow it")
    void smallStepCounts(ClusterAccess cluster, TestReporter reporter) throws Exception {
        try (DeployedWorkload workload =
                DeployedWorkload.created(cluster, new DeployedWorkload.Shape("twenty", 20, 30, 5))) {
            Patience.until("20 are wanted", PATIENCE, () -> workload.wanted() == 20 && workload.ready() == 20);
            edit(cluster, workload.name(), "min: 20", "min: 21");
            long begin = System.nanoTime();
            Patience.until("21 are wanted", PATIENCE, () -> workload.wanted() == 21);
            reporter.publishEntry(
                    RowCollector.MEASURED,
                    "20 to 21 within "
                            + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s");
        }
    }

    @Test
    @DisplayName("a step from 2 to 28 is taken at once: the HPA's behavior lets the plan through")
    void largeStepCounts(ClusterAccess cluster, TestReporter reporter) throws Exception {
        try (DeployedWorkload workload =
                DeployedWorkload.created(cluster, new DeployedWorkload.Shape("leap", 2, 30, 5))) {
            Patience.until("2 are wanted", PATIENCE, () -> workload.wanted() == 2 && workload.ready() == 2);
            edit(cluster, workload.name(), "min: 2", "min: 28");
            long begin = System.nanoTime();
            Set<Integer> seen = new TreeSet<>();
            Patience.until("28 are wanted", PATIENCE, () -> {
                seen.add(workload.wanted());
                return seen.contains(28);
            });
            reporter.publishEntry(
                    RowCollector.MEASURED,
                    "2 to 28 within "
                            + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s, by way of " + seen);
            assertThat(seen).containsExactly(2, 28);
        }
    }

    @Test
    @DisplayName("a ScaledObject is paused: KEDA moves nothing, and the plan says why")
    void paused(ClusterAccess cluster, TestReporter reporter) throws Exception {
        try (DeployedWorkload workload =
                DeployedWorkload.created(cluster, new DeployedWorkload.Shape("paused", 2, 8, 5))) {
            PlanPage plans = new PlanPage(installed, workload.name());
            Patience.until("2 are ready", PATIENCE, () -> workload.ready() == 2);
            scaledObject(cluster, workload.name(), Map.of("autoscaling.keda.sh/paused", "true"));
            Patience.until("the plan says that it is paused", PATIENCE, () -> plans.hasReason("paused"));
            edit(cluster, workload.name(), "min: 2", "min: 4");
            Patience.until(
                    "the plan is 4",
                    PATIENCE,
                    () -> plans.newest().path("desired").asInt() == 4);
            plans.answersFor(20);
            reporter.publishEntry(
                    RowCollector.MEASURED, workload.wanted() + " wanted, planned 4: " + plans.sentence("paused"));
            assertThat(workload.wanted()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("two ScaledObjects scale one Deployment: an Event names both and the remedy")
    void twoScaledObjects(ClusterAccess cluster, TestReporter reporter) throws Exception {
        try (DeployedWorkload workload =
                DeployedWorkload.created(cluster, new DeployedWorkload.Shape("shared", 1, 4, 5))) {
            var second = workload.scaledObject();
            second.getMetadata().setName("shared-twice");
            second.getMetadata().setResourceVersion(null);
            second.getMetadata().setUid(null);
            second.getAdditionalProperties().remove("status");
            try {
                cluster.client().resource(second).create();
            } catch (KubernetesClientException refusal) {
                boolean byWebhook =
                        String.valueOf(refusal.getMessage()).contains("already managed by the ScaledObject");
                Assumptions.assumeFalse(byWebhook, "KEDA's admission webhook refuses the second ScaledObject");
                throw refusal;
            }
            try {
                Patience.until(
                        "an Event names both",
                        PATIENCE,
                        () -> !said(cluster, TWICE).isEmpty());
                reporter.publishEntry(
                        RowCollector.MEASURED, said(cluster, TWICE).get(0));
            } finally {
                cluster.client().resource(second).delete();
            }
        }
    }

    @Test
    @DisplayName("a trigger names a policy that does not exist: KEDA's Event carries our sentence")
    void wrongPolicyName(ClusterAccess cluster, TestReporter reporter) throws Exception {
        DeployedWorkload.Shape misspelt = new DeployedWorkload.Shape(
                "misspelt", 1, 4, 5, text -> text.replace("policy: misspelt", "policy: mispelt"));
        try (DeployedWorkload workload = DeployedWorkload.created(cluster, misspelt)) {
            Patience.until(
                    "an Event says it", PATIENCE, () -> !said(cluster, MISSPELT).isEmpty());
            reporter.publishEntry(RowCollector.MEASURED, said(cluster, MISSPELT).get(0));
            assertThat(workload.wanted()).isEqualTo(1);
        }
    }

    /** Messages of the Events of the namespace that hold all these words. */
    private static List<String> said(ClusterAccess cluster, List<String> words) {
        return cluster.client().v1().events().inNamespace(DeployedWorkload.NAMESPACE).list().getItems().stream()
                .map(Event::getMessage)
                .filter(message -> message != null && words.stream().allMatch(message::contains))
                .toList();
    }

    private static void scaledObject(ClusterAccess cluster, String name, Map<String, String> annotations) {
        cluster.client()
                .genericKubernetesResources(KEDA, SCALED_OBJECT)
                .inNamespace(DeployedWorkload.NAMESPACE)
                .withName(name)
                .patch(
                        // KEDA writes into the object at any time, so a patch must not name the version that it
                        // changes.
                        PatchContext.of(PatchType.JSON_MERGE),
                        Serialization.asJson(Map.of("metadata", Map.of("annotations", annotations))));
    }

    private static void edit(ClusterAccess cluster, String name, String old, String now) {
        cluster.client()
                .configMaps()
                .inNamespace(DeployedWorkload.NAMESPACE)
                .withName(name)
                .edit(policy -> {
                    policy.getData().computeIfPresent("policy.yaml", (key, text) -> text.replace(old, now));
                    return policy;
                });
    }
}
