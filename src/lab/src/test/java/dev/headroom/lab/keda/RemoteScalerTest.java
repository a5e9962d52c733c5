// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.proto.externalscaler.MetricSpec;
import dev.headroom.proto.externalscaler.MetricValue;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How KEDA asks and what it makes of answers, on a real socket. */
class RemoteScalerTest {
    private static final ScaledObjectRef CHAT =
            ScaledObjectRef.newBuilder().setNamespace("llm").setName("chat").build();
    private static final ScaledObjectSpec SPEC =
            new ScaledObjectSpec(HpaBehavior.recommended(1, 20), 15, 300, false, new ScaledObjectSpec.Fallback(2, 7));

    private FakeScaler scaler;
    private RemoteScaler keda;
    private int replicas;

    @BeforeEach
    void start() throws IOException {
        scaler = new FakeScaler();
        keda = new RemoteScaler(scaler.channel(), CHAT, Optional.empty());
    }

    @AfterEach
    void stop() {
        scaler.close();
    }

    @Test
    void eachRoundAsksForSpecMetricsAndActivityInThisOrder() {
        replicas = 1;

        new KedaScaling(SPEC).advanceTo(0, 1, keda);

        // The poll, then the HPA.
        assertThat(scaler.calls)
                .containsExactly("spec", "metrics replicas", "active", "spec", "metrics replicas", "active");
    }

    @Test
    void whatFailsIsAskedAgainAtOnceAndThatIsNoFailureYet() {
        KedaScaling scaling = new KedaScaling(SPEC);
        replicas = 1;
        scaler.values = List.of(5.0);
        for (int round = 0; round < 6; round++) {
            scaler.failuresLeft.set(1);
            round(scaling, round * 15);
        }

        assertThat(replicas).isEqualTo(5);
    }

    @Test
    void failingMetricsLeadToTheFallbackAfterMoreThanTheThreshold() {
        KedaScaling scaling = new KedaScaling(SPEC);
        replicas = 3;
        scaler.metricsFail = true;

        round(scaling, 0);
        assertThat(replicas).as("two failures, of the poll and of the HPA").isEqualTo(3);
        round(scaling, 15);

        assertThat(replicas).as("the third").isEqualTo(7);
        assertThat(scaling.trouble()).isEqualTo("GetMetrics: UNAVAILABLE telemetry is dark, fallback");
    }

    @Test
    void aFailingSpecHoldsTheReplicasAndNeverLeadsToTheFallback() {
        KedaScaling scaling = new KedaScaling(SPEC);
        replicas = 3;
        scaler.specFails = true;

        for (int round = 0; round < 10; round++) {
            round(scaling, round * 15);
        }
        assertThat(scaling.trouble()).isEqualTo("GetMetricSpec: UNAVAILABLE");

        assertThat(replicas).isEqualTo(3);
        assertThat(scaler.calls).hasSize(40).containsOnly("spec");
    }

    @Test
    void severalValuesAreAddedUpAndAnEmptyListIsNoValue() {
        scaler.values = List.of(1.5, 2.0);
        assertThat(keda.value("replicas")).hasValue(3.5);

        scaler.values = List.of();
        assertThat(keda.value("replicas")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5.5, 4, 5.5",
        "0, 4, 4",
        "-1, 5, 5",
        "NaN, 5, 5",
        "NaN, 0, 0",
        "0, -3, 0",
        "Infinity, 2, 0",
        "7.0004, 7, 7",
        "21.0006, 21, 21.001"
    })
    void theFloatCountsIfItIsAboveZeroAndThreeDecimalsArriveOfIt(double asFloat, long asInteger, double expected) {
        MetricValue value = MetricValue.newBuilder()
                .setMetricValueFloat(asFloat)
                .setMetricValue(asInteger)
                .build();

        assertThat(KedaScaling.handedOn(RemoteScaler.value(value))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.5, 1, 2.5", "0, 3, 3", "-1, 3, 3"})
    void theTargetIsReadAlike(double asFloat, long asInteger, double expected) {
        MetricSpec spec = MetricSpec.newBuilder()
                .setTargetSizeFloat(asFloat)
                .setTargetSize(asInteger)
                .build();

        assertThat(RemoteScaler.target(spec)).isEqualTo(expected);
    }

    private void round(KedaScaling scaling, double now) {
        scaling.advanceTo(now, replicas, keda).ifPresent(wanted -> replicas = wanted);
    }
}
