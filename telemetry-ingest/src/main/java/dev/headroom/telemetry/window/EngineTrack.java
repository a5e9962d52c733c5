// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one engine showed over the last minutes: the newest sample of each pane of 10 s, in a ring, and its very first. Which samples
 * are kept does not depend on the order in which they came.
 */
public final class EngineTrack {
    /** Two scrapes of 5 s; a rate is read between samples, not between panes. */
    private static final long PANE_MILLIS = 10_000;

    /** The longest interval that rates are read over, 5 min, and what is late or ahead. */
    private static final int PANES = 40;

    private final String replica;
    private final @Nullable ServerSample[] samples = new @Nullable ServerSample[PANES];
    private ServerSample first;
    private ServerSample newest;

    EngineTrack(String replica, ServerSample first) {
        this.replica = replica;
        this.first = first;
        this.newest = first;
        add(first);
    }

    /** Which replica the engine belongs to. */
    public String replica() {
        return replica;
    }

    /** The newest sample ever. */
    public ServerSample newest() {
        return newest;
    }

    /** The first sample ever. */
    public ServerSample first() {
        return first;
    }

    /** Samples not older than {@code fromMillis}, oldest first. */
    public List<ServerSample> samplesSince(long fromMillis) {
        List<ServerSample> since = new ArrayList<>();
        long last = numberOf(newest);
        for (long number = last - PANES + 1; number <= last; number++) {
            ServerSample sample = samples[placeOf(number)];
            if (sample != null && numberOf(sample) == number && sample.atMillis() >= fromMillis) {
                since.add(sample);
            }
        }
        boolean beganWithin = first.atMillis() >= fromMillis
                && (since.isEmpty() || first.atMillis() < since.get(0).atMillis());
        if (beganWithin) {
            since.add(0, first);
        }
        return since;
    }

    void add(ServerSample sample) {
        if (sample.atMillis() < first.atMillis()) {
            first = sample;
        } else if (sample.atMillis() == first.atMillis()) {
            first = first.and(sample);
        }
        int place = placeOf(numberOf(sample));
        ServerSample kept = samples[place];
        if (kept == null || sample.atMillis() > kept.atMillis()) {
            samples[place] = sample;
        } else if (sample.atMillis() == kept.atMillis()) {
            samples[place] = kept.and(sample);
        }
        ServerSample there = samples[place];
        if (there != null && there.atMillis() >= newest.atMillis()) {
            newest = there;
        }
    }

    long bytes() {
        return 64 + (long) PANES * (Integer.BYTES + ServerSample.BYTES);
    }

    private static long numberOf(ServerSample sample) {
        return Math.floorDiv(sample.atMillis(), PANE_MILLIS);
    }

    private static int placeOf(long number) {
        return (int) Math.floorMod(number, (long) PANES);
    }
}
