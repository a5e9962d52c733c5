// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.time.Duration;

/**
 * How snapshots are read.
 *
 * @param nowSpan span of the past that is "now"
 * @param nowRequests the least number of requests that "now" is widened to
 * @param exportDelay how long after its end a request may become visible here: the source's export batch, the Collector's, the
 *     consumer's poll
 * @param admissionDelay the same for admissions, which sources send at once
 * @param darkAfter a broker that has not answered for longer is unavailable
 * @param laggingAfter records that wait unread for longer make the snapshot old
 * @param heartbeatWithin a server that was not scraped for longer is silent
 * @param settling after the broker was unavailable, how long producers may still be sending telemetry that they kept
 */
public record SnapshotSettings(
        Duration nowSpan,
        int nowRequests,
        Duration exportDelay,
        Duration admissionDelay,
        Duration darkAfter,
        Duration laggingAfter,
        Duration heartbeatWithin,
        Duration settling) {
    /**
     * 60 s and 50 requests: a P95 over fewer than 50 requests is the second worst of them. 5 s: the default delay of
     * OpenTelemetry's batch processor. 15 s: a consumer hears from a living broker every second, and a broker that restarts
     * in an orderly way hands over within this. 20 s: three scrapes of 5 s and the way here. 60 s: twice the longest pause
     * between two tries of OpenTelemetry's exporters.
     */
    public static final SnapshotSettings DEFAULTS = new SnapshotSettings(
            Duration.ofSeconds(60),
            50,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60));

    /** The defaults, but for settings that depend on the sources and on the scraper. */
    public static SnapshotSettings with(Duration exportDelay, Duration heartbeatWithin, Duration settling) {
        return new SnapshotSettings(
                DEFAULTS.nowSpan,
                DEFAULTS.nowRequests,
                exportDelay,
                DEFAULTS.admissionDelay,
                DEFAULTS.darkAfter,
                DEFAULTS.laggingAfter,
                heartbeatWithin,
                settling);
    }
}
