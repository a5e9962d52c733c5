// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.Kinds.annotated;
import static dev.headroom.scaler.edge.kubernetes.Kinds.claim;
import static dev.headroom.scaler.edge.kubernetes.Kinds.object;
import static dev.headroom.scaler.edge.kubernetes.Kinds.scaledObject;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.supply.Surroundings.Pause;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of objects that have no class here. */
class UntypedObjectsTest {
    @Test
    void aScaledObjectThatSaysLittleIsAsKedaHasIt() {
        ScaledObject said = ScaledObject.of(object("ScaledObject", "chat", "spec: { scaleTargetRef: { name: chat } }"));

        assertThat(said.scaling().target()).contains(new ScaleTarget("llm", "Deployment", "chat"));
        assertThat(said.scaling().min()).isZero();
        assertThat(said.scaling().max()).isEqualTo(100);
        assertThat(said.scaling().toleranceUp()).isEmpty();
        assertThat(said.policies()).isEmpty();
        assertThat(said.triggers()).as("nobody external").isEmpty();
    }

    @Test
    void tolerancesAreQuantities() {
        ScaledObject said =
                ScaledObject.of(scaledObject(0, 10, "{ scaleUp: { tolerance: 50m }, scaleDown: { tolerance: 0 } }"));

        assertThat(said.scaling().toleranceUp()).hasValue(0.05);
        assertThat(said.scaling().toleranceDown()).hasValue(0);
        assertThat(said.policies()).containsExactly("chat");
    }

    @ParameterizedTest
    @CsvSource({
        "paused, true, true",
        "paused, perhaps, true",
        "paused-replicas, 3, true",
        "paused-scale-in, true, false",
        "paused-scale-out, true, false",
    })
    void pausesAreSaidWithTheirAnnotation(String key, String value, boolean all) {
        String name = "autoscaling.keda.sh/" + key;

        assertThat(ScaledObject.of(annotated(scaledObject(0, 10, "{}"), name, value))
                        .scaling()
                        .pause())
                .contains(new Pause(all, name + ": \"" + value + "\""));
    }

    @Test
    void whatIsPausedWithNoIsNotPaused() {
        assertThat(ScaledObject.of(annotated(scaledObject(0, 10, "{}"), "autoscaling.keda.sh/paused", "false"))
                        .scaling()
                        .pause())
                .isEmpty();
    }

    @Test
    void aClaimTellsWhatItWaitsFor() {
        NodeClaim claim = NodeClaim.of(
                claim(
                        "gpu-x7",
                        "[{ type: Launched, status: \"True\" }, { type: Registered, status: \"True\" },"
                                + " { type: Initialized, status: Unknown, reason: ResourceNotRegistered }]"),
                NodeLabels.DEFAULT);

        assertThat(claim.course().launched()).isTrue();
        assertThat(claim.course().initialized()).isEmpty();
        assertThat(claim.course().waitsFor()).isEqualTo("not Initialized: ResourceNotRegistered");
        assertThat(claim.hardware()).contains("l40s");
        assertThat(claim.devices()).isEqualTo(Map.of("nvidia.com/gpu", 2));
    }

    @ParameterizedTest
    @CsvSource({"720h, PT720H", "1h30m, PT1H30M", "90s, PT1M30S"})
    void nodesExpireByAge(String text, Duration age) {
        assertThat(NodeClaim.of(object("NodeClaim", "x", "spec: { expireAfter: " + text + " }"), NodeLabels.DEFAULT)
                        .course()
                        .expires())
                .contains(CREATED.plus(age));
    }

    @ParameterizedTest
    @CsvSource({"Never", "soon", "''", "5x", "99999999999999999999h"})
    void orNever(String text) {
        assertThat(NodeClaim.duration(text)).isEmpty();
    }

    @Test
    void onlyCapacityBlocksEndTheirNodes() {
        assertThat(Reservation.in(object("EC2NodeClass", "gpu", """
                status:
                  capacityReservations:
                    - { id: cr-1, endTime: "2026-12-01T12:00:00Z", reservationType: capacity-block, instanceType: p5.48xlarge }
                    - { id: cr-2, endTime: "2026-12-01T12:00:00Z", reservationType: capacity-block, instanceType: trn2u.48xlarge }
                    - { id: cr-3, endTime: "2026-12-01T12:00:00Z", reservationType: default, instanceType: p5.48xlarge }
                    - { id: cr-4, reservationType: capacity-block }
                """)))
                .extracting(one -> one.id() + " " + one.departure().at())
                .containsExactly("cr-1 2026-12-01T11:20:00Z", "cr-2 2026-12-01T10:50:00Z");
    }

    @Test
    void autoModeNamesHardwareByItsOwnPrefix() {
        Map<String, String> labels =
                Map.of("eks.amazonaws.com/instance-gpu-name", "l40s", "node.kubernetes.io/instance-type", "g6e.xlarge");

        assertThat(NodeDirectory.hardwareIn(labels, NodeLabels.DEFAULT)).contains("l40s");
        assertThat(NodeDirectory.hardwareIn(labels, new NodeLabels(List.of("karpenter.k8s.aws"))))
                .contains("g6e.xlarge");
    }

    @Test
    void nodesThatAreTakenAwayAreDisrupted() {
        NodeDirectory nodes = new NodeDirectory();
        nodes.put(new NodeBuilder(NodeFixture.node("n", Instant.EPOCH, Map.of()))
                .withNewSpec()
                .addNewTaint()
                .withKey("karpenter.sh/disrupted")
                .withEffect("NoSchedule")
                .endTaint()
                .endSpec()
                .build());

        assertThat(nodes.known("n").disrupted()).isTrue();
        assertThat(nodes.known("other").disrupted()).isFalse();
        assertThat(nodes.known("n").pool()).isEqualTo(Optional.empty());
    }
}
