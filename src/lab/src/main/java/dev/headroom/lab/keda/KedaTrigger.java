// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc.ExternalScalerBlockingStub;
import dev.headroom.proto.externalscaler.GetMetricSpecResponse;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.GetMetricsResponse;
import dev.headroom.proto.externalscaler.MetricSpec;
import dev.headroom.proto.externalscaler.MetricValue;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One external trigger as KEDA's operator calls it: spec, metrics, active in this order; every failing call repeated once at
 * once; failures of metrics counted over both paths, and past the threshold answered by the fallback. A failing spec is not
 * counted, so it never leads to the fallback. One thread.
 */
final class KedaTrigger {
    /** KEDA itself sets none on the polling path; without one a hanging service would hang the demo. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final ExternalScalerBlockingStub scaler;
    private final ScaledObjectRef scaledObject;
    private final MetricHealth health;

    KedaTrigger(ExternalScalerBlockingStub scaler, ScaledObjectRef scaledObject, Fallback fallback) {
        this.scaler = scaler;
        this.scaledObject = scaledObject;
        this.health = new MetricHealth(Optional.of(fallback));
    }

    /** One round of calls. */
    MetricReading read(int currentReplicas) {
        MetricSpec spec;
        try {
            spec = twice(this::spec);
        } catch (StatusRuntimeException failure) {
            return MetricReading.none("GetMetricSpec: " + sentence(failure));
        }
        double target = spec.getTargetSizeFloat() > 0 ? spec.getTargetSizeFloat() : spec.getTargetSize();
        try {
            MetricReading reading = twice(stub -> metrics(stub, spec.getMetricName(), target));
            health.succeeded();
            return reading;
        } catch (StatusRuntimeException failure) {
            return afterFailure("GetMetrics: " + sentence(failure), target, currentReplicas);
        }
    }

    private MetricReading afterFailure(String trouble, double target, int currentReplicas) {
        OptionalDouble value = health.failed(target, currentReplicas);
        return value.isPresent()
                ? new MetricReading(value, target, trouble + ", fallback")
                : MetricReading.none(trouble);
    }

    private MetricSpec spec(ExternalScalerBlockingStub stub) {
        GetMetricSpecResponse response = stub.getMetricSpec(scaledObject);
        if (response.getMetricSpecsCount() == 0) {
            throw Status.UNKNOWN.withDescription("empty metric spec").asRuntimeException();
        }
        return response.getMetricSpecs(0);
    }

    private MetricReading metrics(ExternalScalerBlockingStub stub, String name, double target) {
        GetMetricsResponse response = stub.getMetrics(GetMetricsRequest.newBuilder()
                .setScaledObjectRef(scaledObject)
                .setMetricName(name)
                .build());
        // Asked because KEDA asks; with a minimum above zero the answer moves nothing.
        stub.isActive(scaledObject);
        if (response.getMetricValuesCount() == 0) {
            return new MetricReading(OptionalDouble.empty(), target, "no matching metrics found");
        }
        double sum = response.getMetricValuesList().stream()
                .mapToDouble(KedaTrigger::valueOf)
                .sum();
        return new MetricReading(OptionalDouble.of(sum), target, "");
    }

    private static double valueOf(MetricValue value) {
        double chosen = value.getMetricValueFloat() > 0 ? value.getMetricValueFloat() : value.getMetricValue();
        return MetricHealth.handedOn(chosen);
    }

    /** Code and description: the cause is a stack trace. */
    private static String sentence(StatusRuntimeException failure) {
        String description = failure.getStatus().getDescription();
        return failure.getStatus().getCode() + (description == null ? "" : " " + description);
    }

    private <T> T twice(Function<ExternalScalerBlockingStub, T> call) {
        try {
            return call.apply(withDeadline());
        } catch (StatusRuntimeException first) {
            return call.apply(withDeadline());
        }
    }

    private ExternalScalerBlockingStub withDeadline() {
        return scaler.withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
