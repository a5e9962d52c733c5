// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.proto.externalscaler.GetMetricSpecResponse;
import dev.headroom.proto.externalscaler.MetricSpec;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.Optional;

/**
 * The metric that the HPA compares. It is the same for every workload and for the life of this process, so a stream receives it once.
 * Another version with another metric is another process, to which KEDA opens a new stream.
 */
final class MetricSpecs {
    /** Becomes part of a URL, so of lower-case letters, digits and hyphens alone. */
    static final String METRIC_NAME = "desired-replicas";

    /** With a target of 1 per replica the value is the number of replicas. */
    private static final int TARGET = 1;

    static final GetMetricSpecResponse CURRENT = GetMetricSpecResponse.newBuilder()
            // Both fields: KEDA before 2.17 knows only the whole number.
            .addMetricSpecs(MetricSpec.newBuilder()
                    .setMetricName(METRIC_NAME)
                    .setTargetSize(TARGET)
                    .setTargetSizeFloat(TARGET))
            .build();

    private final Answers answers;
    private final PushStreams<PushStream<GetMetricSpecResponse>> streams = new PushStreams<>();

    MetricSpecs(Answers answers) {
        this.answers = answers;
    }

    /**
     * Opens a stream, unless it is known that the workload is not.
     *
     * @return why there is no stream
     */
    Optional<Status> open(ScaledObjectRef ref, StreamObserver<GetMetricSpecResponse> observer, Instant now) {
        Optional<Status> unknown = unknown(ref, now);
        if (unknown.isEmpty()) {
            PushStream<GetMetricSpecResponse> stream = new PushStream<>(observer);
            // Sent first: while the service ends, the stream is ended at once.
            stream.send(CURRENT);
            streams.add(stream);
        }
        return unknown;
    }

    PushStreams<PushStream<GetMetricSpecResponse>> streams() {
        return streams;
    }

    /** A plan that cannot be had now says nothing about the spec, which does not depend on it. */
    private Optional<Status> unknown(ScaledObjectRef ref, Instant now) {
        return answers.replyTo(ref, now) instanceof Reply.Refusal refusal
                        && refusal.status().getCode() == Status.Code.INVALID_ARGUMENT
                ? Optional.of(refusal.status())
                : Optional.empty();
    }
}
