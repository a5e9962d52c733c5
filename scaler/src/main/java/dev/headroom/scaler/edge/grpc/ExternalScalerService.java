// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.GetMetricSpecResponse;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.GetMetricsResponse;
import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.MetricValue;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.cycle.CallCounts;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The calls of KEDA's external scaler. Every answer comes from memory, on the event loop; {@code src/docs/architecture.md} has the whole
 * path. A call's path, in order:
 *
 * <ol>
 *   <li>this class: gRPC's messages in and out, and nothing else
 *   <li>{@link Answers}: finds the requested policy and its newest plan, which the planning thread put into
 *       {@link dev.headroom.scaler.cycle.LatestPlans}
 *   <li>{@link Reply}: the number of replicas, or why there is no number
 * </ol>
 */
@GrpcService
public class ExternalScalerService extends ExternalScalerGrpc.ExternalScalerImplBase {
    private final Answers answers;
    private final ActivityStreams activity;
    private final MetricSpecs specs;
    private final CallCounts calls;
    private final InstantSource clock;

    /** Called by CDI. */
    public ExternalScalerService(ScalerDesk desk, CallCounts calls, InstantSource clock) {
        this.answers = desk.answers();
        this.activity = desk.activity();
        this.specs = desk.specs();
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public void getMetricSpec(ScaledObjectRef request, StreamObserver<GetMetricSpecResponse> responses) {
        calls.count("GetMetricSpec", Status.Code.OK.name());
        send(MetricSpecs.CURRENT, responses);
    }

    @Override
    public void getMetrics(GetMetricsRequest request, StreamObserver<GetMetricsResponse> responses) {
        Reply reply = answers.replyTo(request.getScaledObjectRef(), clock.instant());
        if (reply instanceof Reply.Count count) {
            calls.countAnswer("GetMetrics", Status.Code.OK.name(), count.plan());
            send(metrics(request.getMetricName(), count.replicas()), responses);
        } else {
            refuse("GetMetrics", (Reply.Refusal) reply, responses);
        }
    }

    @Override
    public void isActive(ScaledObjectRef request, StreamObserver<IsActiveResponse> responses) {
        Reply reply = answers.replyTo(request, clock.instant());
        if (reply instanceof Reply.Count count) {
            calls.countAnswer("IsActive", Status.Code.OK.name(), count.plan());
            send(IsActiveResponse.newBuilder().setResult(count.replicas() > 0).build(), responses);
        } else {
            refuse("IsActive", (Reply.Refusal) reply, responses);
        }
    }

    @Override
    public void streamIsActive(ScaledObjectRef request, StreamObserver<IsActiveResponse> responses) {
        opened("StreamIsActive", activity.open(request, responses, clock.instant()), responses);
    }

    @Override
    public void streamMetricSpec(ScaledObjectRef request, StreamObserver<GetMetricSpecResponse> responses) {
        opened("StreamMetricSpec", specs.open(request, responses, clock.instant()), responses);
    }

    private void opened(String call, Optional<Status> refusal, StreamObserver<?> responses) {
        calls.count(call, refusal.orElse(Status.OK).getCode().name());
        refusal.ifPresent(status -> responses.onError(status.asRuntimeException()));
    }

    private static GetMetricsResponse metrics(String name, int replicas) {
        return GetMetricsResponse.newBuilder()
                .addMetricValues(MetricValue.newBuilder()
                        .setMetricName(name)
                        .setMetricValue(replicas)
                        .setMetricValueFloat(replicas))
                .build();
    }

    private void refuse(String call, Reply.Refusal refusal, StreamObserver<?> responses) {
        calls.count(call, refusal.status().getCode().name());
        responses.onError(refusal.status().asRuntimeException());
    }

    private static <T> void send(T message, StreamObserver<T> responses) {
        responses.onNext(message);
        responses.onCompleted();
    }
}
