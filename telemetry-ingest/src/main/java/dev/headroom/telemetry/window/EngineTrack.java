// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One engine's samples over the last minutes. It keeps the newest sample of each pane of 10 s, in a ring, and the means of gauges over all
 * samples of a pane. It also keeps the very first sample. The choice of kept samples does not depend on the order in which they came.
 */
public final class EngineTrack {
    /** Two scrapes of 5 s; a rate is read between samples, not between panes. */
    private static final long PANE_MILLIS = ReplicaPanes.PANE_MILLIS;

    /** The longest interval that rates are read over, 5 min, and panes for late and early events. */
    private static final int PANES = 40;

    private static final Pattern NAME = Pattern.compile("[a-z0-9.-]+");

    private final String replica;
    private String shown;
    private final @Nullable ServerSample[] samples = new @Nullable ServerSample[PANES];
    private final PaneGauges running = new PaneGauges(PANES);
    private final PaneGauges waiting = new PaneGauges(PANES);
    private final PaneGauges kvUsage = new PaneGauges(PANES);
    private ServerSample first;
    private ServerSample newest;
    private ServerLimits limits = ServerLimits.UNKNOWN;
    private long limitsMillis = Long.MIN_VALUE;
    private long changes;

    EngineTrack(String replica, ServerSample first) {
        this.replica = replica;
        this.shown = replica;
        this.first = first;
        this.newest = first;
        add(first);
    }

    /** The replica that the engine belongs to. */
    public String replica() {
        return replica;
    }

    /** The replica as people know it: its pod's name where telemetry gives one. */
    public String shown() {
        return shown;
    }

    /** Text that is no pod's name is not shown: it comes from outside, and sentences go into logs. */
    void showAs(Optional<String> podName) {
        podName.filter(name -> !name.equals(shown) && NAME.matcher(name).matches())
                .ifPresent(name -> shown = name);
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

    /**
     * The mean of a gauge over all scrapes of a pane; empty where none shows it.
     *
     * @param number of the pane, by the scraper's clock: its start divided by its width
     */
    public OptionalDouble meanIn(long number, Gauge gauge) {
        int place = placeOf(number);
        ServerSample sample = samples[place];
        if (sample == null || numberOf(sample) != number) {
            return OptionalDouble.empty();
        }
        return switch (gauge) {
            case RUNNING -> running.mean(place);
            case WAITING -> waiting.mean(place);
            case KV_USAGE -> kvUsage.mean(place);
        };
    }

    /** Whether it was there within a pane, as far as is known: it had been scraped by its end, and was not before its start only. */
    public boolean wasThereIn(long number) {
        return numberOf(first) <= number && numberOf(newest) >= number;
    }

    /** Its last stated limits; it need not state them with each scrape. */
    public ServerLimits limits() {
        return limits;
    }

    /** The number of samples taken; derived values stay valid until it grows. */
    public long changes() {
        return changes;
    }

    void add(ServerSample sample) {
        changes++;
        addGauges(sample);
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

    /** The newest statement counts, in whatever order they come. */
    void state(ServerLimits stated, long atMillis) {
        if (stated.equals(ServerLimits.UNKNOWN) || atMillis < limitsMillis) {
            return;
        }
        limits = atMillis == limitsMillis ? limits.and(stated) : stated;
        limitsMillis = atMillis;
    }

    /** Before the sample takes its pane's place. */
    private void addGauges(ServerSample sample) {
        int place = placeOf(numberOf(sample));
        ServerSample kept = samples[place];
        if (kept != null && numberOf(sample) < numberOf(kept)) {
            return;
        }
        if (kept != null && numberOf(sample) > numberOf(kept)) {
            running.clear(place);
            waiting.clear(place);
            kvUsage.clear(place);
        }
        ServerGauges gauges = sample.gauges();
        gauges.running().ifPresent(value -> running.add(place, (double) value));
        gauges.waiting().ifPresent(value -> waiting.add(place, (double) value));
        gauges.kvUsage().ifPresent(value -> kvUsage.add(place, value));
    }

    long bytes() {
        return 80 + 3 * PaneGauges.bytes(PANES) + (long) PANES * (Integer.BYTES + ServerSample.BYTES);
    }

    private static long numberOf(ServerSample sample) {
        return Math.floorDiv(sample.atMillis(), PANE_MILLIS);
    }

    private static int placeOf(long number) {
        return (int) Math.floorMod(number, (long) PANES);
    }
}
