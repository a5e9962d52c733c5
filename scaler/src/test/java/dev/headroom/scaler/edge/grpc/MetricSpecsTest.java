// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.proto.externalscaler.GetMetricSpecResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.plan.Answer;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricSpecsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final ScaledObjectRef LLAMA =
            ScaledObjectRef.newBuilder().setNamespace("llm").setName("llama").build();

    private final FakePlans plans = new FakePlans();
    private final FakePolicies policies = new FakePolicies().with("llm", "llama", "llama-3-8b");
    private final MetricSpecs specs = new MetricSpecs(new Answers(policies, plans, Duration.ofMinutes(1)));
    private final Recorded recorded = new Recorded();

    @Test
    void theCurrentSpecComesAtOnceAndOnlyOnce() {
        plans.answering("llm", "llama", NOW, new Answer.Replicas(2));

        assertThat(specs.open(LLAMA, recorded, NOW)).isEmpty();

        assertThat(recorded.events).containsExactly(MetricSpecs.CURRENT);
        assertThat(MetricSpecs.CURRENT.getMetricSpecsList()).hasSize(1);
    }

    @Test
    void aPlanThatCannotBeHadNowIsNoReasonToRefuse() {
        assertThat(specs.open(LLAMA, recorded, NOW)).isEmpty();
        assertThat(recorded.events).containsExactly(MetricSpecs.CURRENT);
    }

    @Test
    void anUnknownWorkloadIsAnErrorAndNeverAnEmptyList() {
        Optional<Status> refusal = specs.open(
                LLAMA.toBuilder().putScalerMetadata("policy", "nobodys").build(), recorded, NOW);

        assertThat(refusal).map(Status::getCode).hasValue(Status.Code.INVALID_ARGUMENT);
        assertThat(refusal.orElseThrow().getDescription()).contains("was 'nobodys', which does not exist");
        assertThat(recorded.events).isEmpty();
        assertThat(specs.streams().count()).isZero();
    }

    @Test
    void policiesThatHaveNotBeenReadDoNotMakeAWorkloadUnknown() {
        policies.notLoaded();

        assertThat(specs.open(
                        LLAMA.toBuilder().putScalerMetadata("policy", "later").build(), recorded, NOW))
                .isEmpty();
    }

    @Test
    void theStreamEndsCleanlyWithTheService() {
        specs.open(LLAMA, recorded, NOW);
        Recorded late = new Recorded();

        specs.streams().completeAll();
        specs.open(LLAMA, late, NOW);

        assertThat(recorded.events).containsExactly(MetricSpecs.CURRENT, "completed");
        assertThat(late.events).containsExactly(MetricSpecs.CURRENT, "completed");
    }

    @Test
    void theStreamEndsCleanlyBeforeItsConnectionDoes() throws Exception {
        Recorded onAgeing = new Recorded();
        ConnectionAge.withEndOfStreams(Context.current(), 1000).call(() -> specs.open(LLAMA, onAgeing, NOW));
        specs.open(LLAMA, recorded, NOW);

        specs.streams().completeOutlived(999);
        assertThat(onAgeing.events).hasSize(1);
        specs.streams().completeOutlived(1000);

        assertThat(onAgeing.events).containsExactly(MetricSpecs.CURRENT, "completed");
        assertThat(recorded.events).containsExactly(MetricSpecs.CURRENT);
    }

    private static final class Recorded implements StreamObserver<GetMetricSpecResponse> {
        private final List<Object> events = new ArrayList<>();

        @Override
        public void onNext(GetMetricSpecResponse response) {
            events.add(response);
        }

        @Override
        public void onError(Throwable cause) {
            events.add("error");
        }

        @Override
        public void onCompleted() {
            events.add("completed");
        }
    }
}
