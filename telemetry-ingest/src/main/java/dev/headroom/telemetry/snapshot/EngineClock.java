// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.ServerSample;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the scraping clock of an engine is behind ours. A sample that is read late was shown late, or by a clock that is behind. Where
 * two samples were shown and read equally far apart, they are being shown now, whatever their clock says. Samples that a broker or a
 * Collector had kept are read all at once, and are old.
 */
final class EngineClock {
    /** A whole pane of samples; samples that were kept and are sent at once differ by as much. */
    private static final long APART_MILLIS = 10_000;

    /** The way here takes longer at times: a scrape may just miss a batch. Less than {@link #APART_MILLIS}. */
    private static final long JITTER_MILLIS = 6_000;

    /** A smaller difference does no harm: half of the time that may pass between two heartbeats. */
    private static final long MATTERS_MILLIS = 10_000;

    private static final double MILLIS = 1000;

    private EngineClock() {}

    /**
     * By how much the engine's times must be moved to be ours; 0 where that is not known or does not matter.
     *
     * @param samples oldest first
     */
    static long behindMillis(List<ServerSample> samples) {
        if (samples.isEmpty()) {
            return 0;
        }
        ServerSample newest = samples.get(samples.size() - 1);
        for (int i = samples.size() - 2; i >= 0; i--) {
            ServerSample earlier = samples.get(i);
            if (newest.atMillis() - earlier.atMillis() >= APART_MILLIS) {
                return behindMillis(earlier, newest);
            }
        }
        return 0;
    }

    /** Whose clock is wrong, for people; empty text where none is. */
    static String sentence(List<EngineFlow> engines) {
        Map<String, Long> wrong = new TreeMap<>();
        engines.stream()
                .filter(engine -> engine.behindMillis() != 0)
                .forEach(engine -> wrong.put(engine.shown(), engine.behindMillis()));
        if (wrong.isEmpty()) {
            return "";
        }
        String replica = wrong.keySet().iterator().next();
        long behind = wrong.getOrDefault(replica, 0L);
        return "; the scrape clock of %s%s is %d s %s"
                .formatted(
                        replica,
                        wrong.size() == 1 ? "" : " and %d more".formatted(wrong.size() - 1),
                        Math.round((double) Math.abs(behind) / MILLIS),
                        behind > 0 ? "behind" : "ahead");
    }

    private static long behindMillis(ServerSample earlier, ServerSample newest) {
        long behind = Math.min(earlier.delayMillis(), newest.delayMillis());
        boolean bothAdvance = Math.abs(earlier.delayMillis() - newest.delayMillis()) <= JITTER_MILLIS;
        return bothAdvance && Math.abs(behind) > MATTERS_MILLIS ? behind : 0;
    }
}
