// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Recognises a record that is read twice: the numbers of one process rise within a partition. Records are read again when the client goes
 * back a little, as it may when partitions are reassigned. One thread.
 */
public final class SeenRecords {
    /** Processes times partitions with a known newest number; those silent for longest are dropped first. */
    private static final int MOST = 4_096;

    private record Source(String process, String topic, int partition) {}

    private final Map<Source, Long> newest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Long> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Notes a record.
     *
     * @return whether it is new
     */
    public boolean isNew(Writer writer, String topic, int partition) {
        Source source = new Source(writer.process(), topic, partition);
        Long before = newest.get(source);
        if (before != null && writer.sequence() <= before) {
            return false;
        }
        newest.put(source, writer.sequence());
        return true;
    }
}
