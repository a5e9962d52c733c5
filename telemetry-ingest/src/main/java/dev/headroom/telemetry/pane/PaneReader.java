// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import dev.headroom.proto.pane.Pane;
import dev.headroom.proto.pane.Told;
import dev.headroom.telemetry.window.Moments;
import dev.headroom.telemetry.window.WorkloadPane;
import java.time.Instant;

/** A pane from its message. */
final class PaneReader {
    private PaneReader() {}

    /** The pane; throws {@link IllegalArgumentException} for figures that cannot be. */
    static WorkloadPane read(Pane message) {
        WorkloadPane pane = new WorkloadPane();
        pane.add(read(message.getMoments()));
        read(message.getByServers(), true, pane);
        read(message.getByOthers(), false, pane);
        message.getReplicasList().forEach(replica -> ReplicaMessages.read(replica, pane));
        return pane;
    }

    private static void read(Told message, boolean byServers, WorkloadPane pane) {
        FigureMessages.read(message.getArrivals(), byServers, pane);
        message.getEndedList()
                .forEach(ended -> pane.addEnded(byServers, ended.getNumber(), FigureMessages.read(ended)));
    }

    private static Moments read(dev.headroom.proto.pane.Moments message) {
        return new Moments(
                instant(message.hasFirstEventNs(), message.getFirstEventNs(), Instant.MAX),
                instant(message.hasNewestEventNs(), message.getNewestEventNs(), Instant.MIN),
                instant(message.hasFirstArrivalNs(), message.getFirstArrivalNs(), Instant.MAX),
                instant(message.hasNewestArrivalNs(), message.getNewestArrivalNs(), Instant.MIN),
                instant(message.hasNewestAdmissionNs(), message.getNewestAdmissionNs(), Instant.MIN));
    }

    private static Instant instant(boolean given, long nanos, Instant none) {
        return given ? FigureMessages.instantOf(nanos) : none;
    }
}
