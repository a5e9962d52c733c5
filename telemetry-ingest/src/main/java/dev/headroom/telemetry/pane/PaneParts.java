// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import dev.headroom.proto.pane.Arrivals;
import dev.headroom.proto.pane.EndedPane;
import dev.headroom.proto.pane.Moments;
import dev.headroom.proto.pane.Pane;
import dev.headroom.proto.pane.Replica;
import dev.headroom.proto.pane.Told;
import dev.headroom.telemetry.window.WorkloadPane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A pane as messages within the limit of length; the rest goes into the next message. */
final class PaneParts {
    private final List<Pane> parts = new ArrayList<>();
    private final int mostBytes;
    private Pane.Builder part = Pane.newBuilder();
    private int bytes;

    private PaneParts(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    static List<Pane> of(WorkloadPane pane, int mostBytes) {
        PaneParts parts = new PaneParts(mostBytes);
        parts.part.setMoments(messageOf(pane.moments()));
        parts.add(pane, true);
        parts.add(pane, false);
        ReplicaMessages.of(pane).forEach(parts::add);
        parts.close();
        return parts.parts;
    }

    private void add(WorkloadPane pane, boolean byServers) {
        Optional<Arrivals> arrivals = FigureMessages.messageOf(pane.arrivalsBySecond(byServers));
        arrivals.ifPresent(message -> {
            makeRoomFor(message.getSerializedSize());
            told(byServers).setArrivals(message);
        });
        pane.endedByPane(byServers).forEach((number, requests) -> {
            EndedPane message = FigureMessages.messageOf(number, requests);
            makeRoomFor(message.getSerializedSize());
            told(byServers).addEnded(message);
        });
    }

    private void add(Replica message) {
        makeRoomFor(message.getSerializedSize());
        part.addReplicas(message);
    }

    private void makeRoomFor(int more) {
        if (bytes > 0 && bytes + more > mostBytes) {
            close();
        }
        bytes += more;
    }

    private void close() {
        parts.add(part.build());
        part = Pane.newBuilder();
        bytes = 0;
    }

    private Told.Builder told(boolean byServers) {
        return byServers ? part.getByServersBuilder() : part.getByOthersBuilder();
    }

    private static Moments messageOf(dev.headroom.telemetry.window.Moments moments) {
        Moments.Builder message = Moments.newBuilder();
        set(moments.firstEvent(), message::setFirstEventNs);
        set(moments.newestEvent(), message::setNewestEventNs);
        set(moments.firstArrival(), message::setFirstArrivalNs);
        set(moments.newestArrival(), message::setNewestArrivalNs);
        set(moments.newestAdmission(), message::setNewestAdmissionNs);
        return message.build();
    }

    private static void set(Instant instant, LongConsumer field) {
        if (!instant.equals(Instant.MAX) && !instant.equals(Instant.MIN)) {
            field.accept(FigureMessages.nanosOf(instant));
        }
    }
}
