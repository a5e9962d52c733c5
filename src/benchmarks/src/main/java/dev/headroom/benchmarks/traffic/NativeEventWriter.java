// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.traffic;

import dev.headroom.proto.telemetry.FinishReason;
import dev.headroom.proto.telemetry.Observer;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;

/** Headroom's own event, as a sidecar that knows everything writes it. */
final class NativeEventWriter {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private NativeEventWriter() {}

    static byte[] eventOf(DrawnRequest request, BenchFleet fleet) {
        String name = fleet.name(request.workload());
        return RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(Phase.COMPLETED)
                .setRequestId("chatcmpl-" + request.id())
                .setTarget(Target.newBuilder()
                        .setNamespace(BenchFleet.NAMESPACE)
                        .setKind("Deployment")
                        .setName(name))
                .setModel(name)
                .setPod(fleet.podName(request.workload(), request.replica()))
                .setPodUid(fleet.podUid(request.workload(), request.replica()))
                .setObserver(Observer.SERVER)
                .setArrivalTimeMs(request.arrivalNanos() / NANOS_PER_MILLI)
                .setEventTimeMs(request.endNanos() / NANOS_PER_MILLI)
                .setInputTokens(request.inputTokens())
                .setOutputTokens(request.outputTokens())
                .setE2ES(request.e2eSeconds())
                .setTtftS(request.ttftSeconds())
                .setQueueS(request.queueSeconds())
                .setStreaming(true)
                .setFinishReason(FinishReason.STOP)
                .setHttpStatus(200)
                .build()
                .toByteArray();
    }
}
