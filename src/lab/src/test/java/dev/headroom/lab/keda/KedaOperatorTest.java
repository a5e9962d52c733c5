// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KedaOperatorTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final ScaledObject SCALED_OBJECT = new ScaledObject(
            "demo",
            "llama",
            Map.of("policy", "llama"),
            new Fallback(3, 6, Fallback.Behavior.CURRENT_REPLICAS_IF_HIGHER),
            HpaBehavior.recommended(1, 12));

    private static final class Deployment implements ScaleTarget {
        private int replicas = 2;

        @Override
        public int statusReplicas() {
            return replicas;
        }

        @Override
        public void scaleTo(int wanted) {
            replicas = wanted;
        }
    }

    private final Deployment deployment = new Deployment();
    private FakeScaler scaler;
    private KedaOperator operator;

    @BeforeEach
    void startScaler() throws IOException {
        scaler = new FakeScaler();
        operator = new KedaOperator(scaler.channel(), SCALED_OBJECT, deployment);
    }

    @AfterEach
    void stopScaler() {
        scaler.close();
    }

    @Test
    void asksInKedasOrderAndScalesToTheAnswer() {
        scaler.values = List.of(5.0);

        assertThat(operator.sync(START)).isEmpty();

        assertThat(scaler.calls).containsExactly("spec", "metrics replicas", "active");
        assertThat(scaler.lastAsked.getNamespace()).isEqualTo("demo");
        assertThat(scaler.lastAsked.getScalerMetadataMap()).containsEntry("policy", "llama");
        assertThat(deployment.replicas).isEqualTo(5);
    }

    @Test
    void pollingAsksTheSameAndScalesNothing() {
        scaler.values = List.of(5.0);

        assertThat(operator.poll()).isEmpty();

        assertThat(scaler.calls).containsExactly("spec", "metrics replicas", "active");
        assertThat(deployment.replicas).isEqualTo(2);
    }

    @Test
    void repeatsAFailingCallOnceAtOnce() {
        scaler.values = List.of(5.0);
        scaler.failuresLeft.set(1);

        assertThat(operator.sync(START)).isEmpty();

        assertThat(scaler.calls).containsExactly("spec", "metrics replicas", "metrics replicas", "active");
        assertThat(deployment.replicas).isEqualTo(5);
    }

    @Test
    void holdsWhileFailuresAreFewAndFallsBackAfterThat() {
        scaler.metricsFail = true;

        assertThat(operator.sync(START)).contains("telemetry is dark");
        operator.poll();
        operator.poll();
        assertThat(deployment.replicas).isEqualTo(2);

        assertThat(operator.sync(START.plusSeconds(15))).endsWith("fallback");
        assertThat(deployment.replicas).isEqualTo(6);
    }

    @Test
    void fallingBackNeverScalesDown() {
        deployment.replicas = 9;
        scaler.metricsFail = true;
        for (int failure = 0; failure < 4; failure++) {
            operator.poll();
        }

        operator.sync(START);

        assertThat(deployment.replicas).isEqualTo(9);
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        scaler.metricsFail = true;
        operator.poll();
        operator.poll();
        operator.poll();
        scaler.metricsFail = false;
        operator.poll();
        scaler.metricsFail = true;

        assertThat(operator.sync(START)).doesNotContain("fallback");
    }

    @Test
    void aFailingSpecHoldsAndNeverFallsBack() {
        scaler.specFails = true;

        for (int sync = 0; sync < 6; sync++) {
            assertThat(operator.sync(START.plusSeconds(15L * sync))).startsWith("GetMetricSpec");
        }

        assertThat(deployment.replicas).isEqualTo(2);
        assertThat(scaler.calls).doesNotContain("metrics replicas");
    }

    @Test
    void sumsSeveralValuesAndHoldsOnNone() {
        scaler.values = List.of(3.0, 4.0);
        operator.sync(START);
        assertThat(deployment.replicas).isEqualTo(7);

        scaler.values = List.of();
        assertThat(operator.sync(START.plusSeconds(90))).isEqualTo("no matching metrics found");
        assertThat(deployment.replicas).isEqualTo(7);
    }
}
