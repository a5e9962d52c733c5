// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.plan.Answer;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActivityStreamsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final ScaledObjectRef LLAMA =
            ScaledObjectRef.newBuilder().setNamespace("llm").setName("llama").build();

    private final FakePolicies policies = new FakePolicies().with("llm", "llama", "llama-3-8b");
    private final FakePlans plans = new FakePlans();
    private final ActivityStreams streams = new ActivityStreams(new Answers(policies, plans, Duration.ofMinutes(1)));
    private final Recorded recorded = new Recorded();

    @Test
    void tellsAtOnceThatAWorkloadIsActive() {
        plan(new Answer.Replicas(2));

        open(recorded);

        assertThat(recorded.events).containsExactly("true");
    }

    @Test
    void neverRepeatsItself() {
        plan(new Answer.Replicas(2));
        open(recorded);

        streams.roundOver(NOW);
        streams.roundOver(NOW);

        assertThat(recorded.events).containsExactly("true");
    }

    @Test
    void sendsEachChangeFromInactiveToActiveAndNothingForTheWayBack() {
        plan(new Answer.Replicas(0));
        open(recorded);
        plan(new Answer.Replicas(1));
        streams.roundOver(NOW);
        plan(new Answer.Replicas(0));
        streams.roundOver(NOW);
        plan(new Answer.Replicas(3));

        streams.roundOver(NOW);

        assertThat(recorded.events).containsExactly("true", "true");
    }

    @Test
    void whatCannotBeAnsweredIsNoChange() {
        plan(new Answer.Replicas(2));
        open(recorded);
        plan(new Answer.Unavailable("dark"));
        streams.roundOver(NOW);
        plan(new Answer.Replicas(2));

        streams.roundOver(NOW);

        assertThat(recorded.events).containsExactly("true");
    }

    @Test
    void badMetadataIsRefusedWithItsSentenceAndNothingOfItIsKept() {
        Optional<Status> refusal =
                streams.open(LLAMA.toBuilder().putScalerMetadata("polcy", "x").build(), recorded, NOW);

        assertThat(refusal.map(Status::getDescription).orElseThrow())
                .isEqualTo(
                        "ScaledObject llm/llama: trigger metadata polcy is unknown, known are policy, models, posture,"
                                + " minReplicas, maxReplicas, was 'x'");
        assertThat(recorded.events).isEmpty();
        assertThat(streams.streams().count()).isZero();
    }

    @Test
    void aStreamWhosePolicyIsNotThereYetStaysOpenAndSilent() {
        assertThat(streams.open(
                        LLAMA.toBuilder().putScalerMetadata("policy", "later").build(), recorded, NOW))
                .isEmpty();

        streams.roundOver(NOW);

        assertThat(recorded.events).isEmpty();
        assertThat(streams.streams().count()).isEqualTo(1);
    }

    @Test
    void aStreamWithoutANamespaceTakesNothingFromTheOthers() {
        Recorded nameless = new Recorded();
        plan(new Answer.Replicas(0));
        Optional<Status> refusal = streams.open(
                LLAMA.toBuilder()
                        .setNamespace("")
                        .putScalerMetadata("policy", "llama")
                        .build(),
                nameless,
                NOW);
        open(recorded);
        plan(new Answer.Replicas(1));

        streams.roundOver(NOW);

        assertThat(refusal).isPresent();
        assertThat(nameless.events).isEmpty();
        assertThat(recorded.events).containsExactly("true");
    }

    @Test
    void completesEveryStreamOnceAndThoseThatComeTooLateAtOnce() {
        plan(new Answer.Replicas(0));
        open(recorded);
        Recorded late = new Recorded();

        streams.streams().completeAll();
        open(late);
        streams.streams().completeAll();

        assertThat(recorded.events).containsExactly("completed");
        assertThat(late.events).containsExactly("completed");
        assertThat(streams.streams().count()).isZero();
    }

    private void open(Recorded observer) {
        assertThat(streams.open(LLAMA, observer, NOW)).isEmpty();
    }

    private void plan(Answer answer) {
        plans.answering("llm", "llama", NOW, answer);
    }

    private static final class Recorded implements StreamObserver<IsActiveResponse> {
        private final List<String> events = new ArrayList<>();

        @Override
        public void onNext(IsActiveResponse response) {
            events.add(Boolean.toString(response.getResult()));
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
