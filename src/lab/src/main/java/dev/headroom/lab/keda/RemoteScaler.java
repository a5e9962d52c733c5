// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc.ExternalScalerBlockingStub;
import dev.headroom.proto.externalscaler.GetMetricSpecResponse;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.GetMetricsResponse;
import dev.headroom.proto.externalscaler.MetricSpec;
import dev.headroom.proto.externalscaler.MetricValue;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * One external trigger, with the calls and the reading of answers of KEDA's pkg/scalers/external_scaler.go; {@link KedaScaling} brings
 * the rest: both loops, the immediate repeat, counted failures, fallback, cooldown.
 */
public final class RemoteScaler implements KedaScaling.Scaler {
    private final ExternalScalerBlockingStub stub;
    private final ScaledObjectRef scaledObject;
    private final Optional<Duration> deadline;
    private double target = 1;

    /**
     * A trigger of a ScaledObject.
     *
     * @param deadline of each call; KEDA itself sets none, but without one a service that hangs would hang its caller
     */
    public RemoteScaler(Channel channel, ScaledObjectRef scaledObject, Optional<Duration> deadline) {
        this.stub = ExternalScalerGrpc.newBlockingStub(channel);
        this.scaledObject = scaledObject;
        this.deadline = deadline;
    }

    @Override
    public OptionalDouble metric(double now) {
        MetricSpec spec;
        try {
            spec = spec();
        } catch (StatusRuntimeException failure) {
            throw new KedaScaling.NoSpec("GetMetricSpec: " + sentence(failure), failure);
        }
        target = target(spec);
        try {
            return value(spec.getMetricName());
        } catch (StatusRuntimeException failure) {
            throw new IllegalStateException("GetMetrics: " + sentence(failure), failure);
        }
    }

    @Override
    public boolean active(double now) {
        try {
            return stub().isActive(scaledObject).getResult();
        } catch (StatusRuntimeException failure) {
            throw new IllegalStateException("IsActive: " + sentence(failure), failure);
        }
    }

    @Override
    public double target() {
        return target;
    }

    /** What the scaler says it measures. */
    MetricSpec spec() {
        GetMetricSpecResponse response = stub().getMetricSpec(scaledObject);
        if (response.getMetricSpecsCount() == 0) {
            throw Status.UNKNOWN.withDescription("got empty metric spec").asRuntimeException();
        }
        return response.getMetricSpecs(0);
    }

    /** What is added up is all of one name to the HPA, whatever the scaler calls it; empty where there is nothing to add. */
    OptionalDouble value(String metricName) {
        GetMetricsResponse response = stub().getMetrics(GetMetricsRequest.newBuilder()
                .setScaledObjectRef(scaledObject)
                .setMetricName(metricName)
                .build());
        return response.getMetricValuesCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(response.getMetricValuesList().stream()
                        .mapToDouble(RemoteScaler::value)
                        .map(KedaScaling::handedOn)
                        .sum());
    }

    /** The float counts if it is above 0, which no float is that is no number. */
    static double value(MetricValue value) {
        return value.getMetricValueFloat() > 0 ? value.getMetricValueFloat() : value.getMetricValue();
    }

    static double target(MetricSpec spec) {
        return spec.getTargetSizeFloat() > 0 ? spec.getTargetSizeFloat() : spec.getTargetSize();
    }

    private ExternalScalerBlockingStub stub() {
        return deadline.map(time -> stub.withDeadlineAfter(time.toMillis(), TimeUnit.MILLISECONDS))
                .orElse(stub);
    }

    /** Code and description: the cause is a stack trace. */
    private static String sentence(StatusRuntimeException failure) {
        String description = failure.getStatus().getDescription();
        return failure.getStatus().getCode() + (description == null ? "" : " " + description);
    }
}
