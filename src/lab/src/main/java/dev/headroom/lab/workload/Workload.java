// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import dev.headroom.lab.traffic.RequestList;

/**
 * What is asked of a fleet in an episode.
 *
 * @param id short and unique; of a recording it names the window
 * @param title for readers
 * @param foreseeable whether the load moves so that watching it tells where it goes (diurnal, ramp, sine, evening); steps, bursts,
 *     flash crowds, on and off are not
 * @param seconds requests come so long; this is what is scored
 * @param drainSeconds the fleet is watched so much longer, without new requests; reported apart
 * @param run the requests
 * @param training the traffic before the run, or of another day: all that may be used for tuning
 * @param scale times the size of both
 * @param daily whether the training is the same hours of the day before, and days are alike
 */
public record Workload(
        String id,
        String title,
        boolean foreseeable,
        double seconds,
        double drainSeconds,
        Traffic run,
        Traffic training,
        double scale,
        boolean daily) {
    /** Set apart, so that no seed of a run is one of a training. */
    private static final long TRAINING = 0x5DEECE66DL << Byte.SIZE;

    public Workload {
        if (id.isBlank() || !(seconds > 0) || !(drainSeconds >= 0) || !(scale > 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException(
                    "workload '" + id + "' must have an id, last longer than 0 s and have a scale above 0, was "
                            + seconds + " s, drain " + drainSeconds + " s, scale " + scale);
        }
    }

    /** At its own size, and without a drain. */
    static Workload of(String id, String title, boolean foreseeable, Traffic run, Traffic training) {
        return new Workload(id, title, foreseeable, run.seconds(), 0, run, training, 1, false);
    }

    /** The same, whose training is the same hours of the day before. */
    Workload likeTheDayBefore() {
        return new Workload(id, title, foreseeable, seconds, drainSeconds, run, training, scale, true);
    }

    Workload drainedFor(double moreSeconds) {
        return new Workload(id, title, foreseeable, seconds, moreSeconds, run, training, scale, daily);
    }

    /** The requests of one run, counted from 0; recordings differ between seeds only where they are scaled. */
    public RequestList arrivals(long seed) {
        return run.draw(scale, seed);
    }

    /** The requests of the training window that goes with a run, counted from 0, at the same scale. */
    public RequestList training(long seed) {
        return training.draw(scale, seed ^ TRAINING);
    }

    /** The highest mean rate over five minutes of the run, at its scale, in requests per second. */
    public double peakPerSecond() {
        return scale * run.peakPerSecond();
    }

    /** The same at the size at which its peak is so many requests per second: what, say, twelve replicas carry of its requests. */
    public Workload scaledToPeak(double requestsPerSecond) {
        if (!(requestsPerSecond > 0 && Double.isFinite(requestsPerSecond))) {
            throw new IllegalArgumentException(
                    "workload " + id + " must be scaled to a peak above 0 requests/s, was " + requestsPerSecond);
        }
        return scaled(requestsPerSecond / peakPerSecond());
    }

    /** The same at so many times its size. */
    public Workload scaled(double factor) {
        return new Workload(id, title, foreseeable, seconds, drainSeconds, run, training, scale * factor, daily);
    }

    /** The same with prompts and answers no longer than what a server takes, in tokens. */
    public Workload clipped(int longestInput, int longestOutput) {
        return new Workload(
                id,
                title,
                foreseeable,
                seconds,
                drainSeconds,
                new ClippedTraffic(run, longestInput, longestOutput),
                new ClippedTraffic(training, longestInput, longestOutput),
                scale,
                daily);
    }

    /** As scaled, clipped or not, without sources and sizes: for messages. */
    @Override
    public String toString() {
        return id;
    }
}
