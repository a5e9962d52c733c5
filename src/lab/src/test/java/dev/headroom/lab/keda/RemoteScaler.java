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
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One external trigger, with the calls and the reading of answers of KEDA's pkg/scalers/external_scaler.go; {@link KedaScaling} brings
 * the rest: both loops, the immediate repeat, counted failures, fallback, cooldown.
 */
public final class RemoteScaler implements KedaScaling.Scaler {
    private final ExternalScalerBlockingStub stub;
    private final ScaledObjectRef scaledObject;
    private final String prefix;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private double target = 1;

    /**
     * A trigger at its position in the ScaledObject.
     *
     * @param index of the trigger, which KEDA puts before the metric's name toward the HPA
     */
    public RemoteScaler(Channel channel, ScaledObjectRef scaledObject, int index) {
        this.stub = ExternalScalerGrpc.newBlockingStub(channel);
        this.scaledObject = scaledObject;
        this.prefix = "s" + index + "-";
    }

    /** The reconcile: the metric that the HPA is made with. */
    public String hpaMetric() {
        return prefix + spec().getMetricName();
    }

    @Override
    public OptionalDouble metric(double now) {
        MetricSpec spec;
        try {
            spec = spec();
        } catch (StatusRuntimeException failure) {
            throw new KedaScaling.NoSpec(failure);
        }
        target = target(spec);
        return value(prefix + spec.getMetricName());
    }

    @Override
    public boolean active(double now) {
        calls.add("active");
        return stub.isActive(scaledObject).getResult();
    }

    @Override
    public double target() {
        return target;
    }

    /** What was asked since the last look, in order. */
    public List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    /** What is added up is all of one name to the HPA, whatever the scaler calls it; empty where there is nothing to add. */
    OptionalDouble value(String hpaMetric) {
        String name = hpaMetric.substring(prefix.length());
        calls.add("metrics " + name);
        GetMetricsResponse response = stub.getMetrics(GetMetricsRequest.newBuilder()
                .setScaledObjectRef(scaledObject)
                .setMetricName(name)
                .build());
        return response.getMetricValuesCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(response.getMetricValuesList().stream()
                        .mapToDouble(RemoteScaler::value)
                        .map(MetricHealth::handedOn)
                        .sum());
    }

    /** The float counts if it is above 0, which no float is that is no number. */
    static double value(MetricValue value) {
        return value.getMetricValueFloat() > 0 ? value.getMetricValueFloat() : value.getMetricValue();
    }

    static double target(MetricSpec spec) {
        return spec.getTargetSizeFloat() > 0 ? spec.getTargetSizeFloat() : spec.getTargetSize();
    }

    private MetricSpec spec() {
        calls.add("spec");
        GetMetricSpecResponse response = stub.getMetricSpec(scaledObject);
        if (response.getMetricSpecsCount() == 0) {
            throw Status.UNKNOWN.withDescription("got empty metric spec").asRuntimeException();
        }
        return response.getMetricSpecs(0);
    }
}
