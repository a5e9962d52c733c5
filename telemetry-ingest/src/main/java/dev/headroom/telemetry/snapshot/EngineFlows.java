// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.EngineTrack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The flows of a workload's engines, kept from one reading to the next. A workload is read ten times between two scrapes, and figures from
 * the samples stay valid until new ones come. Under the window's lock, as it is; some 4 KB an engine.
 */
final class EngineFlows {
    /** By track, which is equal to itself alone. */
    private final Map<EngineTrack, Known> flows = new HashMap<>();

    /**
     * A flow, and the track's changes that it knows of.
     *
     * @param changes of the track, when it was read
     */
    private record Known(long changes, EngineFlow flow) {}

    /** The same as {@link EngineFlow#of} says of each. */
    List<EngineFlow> of(Collection<EngineTrack> tracks, long fromMillis) {
        List<EngineFlow> read = new ArrayList<>(tracks.size());
        for (EngineTrack track : tracks) {
            Known known = flows.get(track);
            if (known == null
                    || known.changes() != track.changes()
                    || !known.flow().isSince(fromMillis)) {
                known = new Known(track.changes(), EngineFlow.of(track, fromMillis));
                flows.put(track, known);
            }
            read.add(known.flow());
        }
        if (flows.size() > tracks.size()) {
            flows.keySet().retainAll(new HashSet<>(tracks));
        }
        return read;
    }
}
