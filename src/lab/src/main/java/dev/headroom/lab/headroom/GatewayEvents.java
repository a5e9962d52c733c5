// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.proto.telemetry.Observer;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import java.util.function.Consumer;

/** A gateway that tells of each request as it arrives; of ends the servers tell, under ids that nothing joins to these. */
final class GatewayEvents {
    private final SimulatedInstants moments;
    private final RequestTelemetry template;
    private final Consumer<ProducedRecord> outlet;
    private long number;

    GatewayEvents(SimulatedInstants moments, PlannerDocuments documents, Consumer<ProducedRecord> outlet) {
        this.moments = moments;
        this.outlet = outlet;
        this.template = RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(Phase.ADMITTED)
                .setTarget(Target.newBuilder()
                        .setNamespace(documents.target().namespace())
                        .setKind(documents.target().kind())
                        .setName(documents.target().name()))
                .setModel(documents.model())
                .setObserver(Observer.GATEWAY)
                .build();
    }

    void admitted(ServedRequest request) {
        double at = request.arrival().atSeconds();
        long unixMillis = moments.at(at).toEpochMilli();
        byte[] event = template.toBuilder()
                .setRequestId("request-" + number++)
                .setArrivalTimeMs(unixMillis)
                .setEventTimeMs(unixMillis)
                .build()
                .toByteArray();
        outlet.accept(new ProducedRecord(ProducedRecord.Topic.EVENTS, at, event));
    }
}
