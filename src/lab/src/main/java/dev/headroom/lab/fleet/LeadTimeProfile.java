// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pod goes through from the wish for it until it serves as well as any other. Medians and spreads of {@code warm},
 * {@code new} and {@code slow}: the benchmark protocol's choice for simulators, made from published start-ups of 37 s to more than
 * 10 min.
 *
 * @param name in reports
 * @param spread of the time until ready
 * @param stages what it is made of
 * @param slowStart what a fresh replica lacks at first
 */
public record LeadTimeProfile(String name, LeadTimeSpread spread, Stages stages, SlowStart slowStart) {
    /** An image on the node and weights in its page cache: about 40 s, the first tenth for the scheduler. */
    public static final LeadTimeProfile WARM_NODE = even(34, 46, 0.1).as("warm-node");

    private static final Pattern SECONDS = Pattern.compile("(\\d+(?:\\.\\d+)?)(?:-(\\d+(?:\\.\\d+)?))?");
    /** Of the fixed ones, as of the demo's: the scheduler's part. */
    private static final double FIXED_PENDING_SHARE = 0.1;

    /**
     * {@code warm}, {@code new} or {@code slow}, all with a slow start; or seconds, {@code 30} or evenly {@code 98-125}, without.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static LeadTimeProfile named(String name) {
        return switch (name) {
            case "warm" -> launched(name, new LeadTimeSpread.Lognormal(105, 0.15), Stages.STANDING_NODE);
            case "new" -> launched(name, new LeadTimeSpread.Lognormal(300, 0.30), Stages.NEW_NODE);
            case "slow" -> launched(name, new LeadTimeSpread.Lognormal(600, 0.35), Stages.BIG_IMAGE);
            default -> inSeconds(name);
        };
    }

    /** Between two lengths, all alike, on a standing node and without a slow start. */
    public static LeadTimeProfile even(double shortestSeconds, double longestSeconds, double pendingShare) {
        String name = shortestSeconds == longestSeconds
                ? text(shortestSeconds)
                : text(shortestSeconds) + "-" + text(longestSeconds);
        return new LeadTimeProfile(
                name,
                new LeadTimeSpread.Even(shortestSeconds, longestSeconds),
                new Stages(pendingShare, 0, 0),
                SlowStart.NONE);
    }

    /** Under another name. */
    public LeadTimeProfile as(String other) {
        return new LeadTimeProfile(other, spread, stages, slowStart);
    }

    /** Half of the starts take no longer, in seconds: what a person would call the lead time. */
    public double typicalSeconds() {
        return spread.medianSeconds();
    }

    /** Four of five starts take no longer, in seconds: what a careful person would plan with. */
    public double p80Seconds() {
        return spread.p80Seconds();
    }

    PodSchedule draw(double now, RandomGenerator chance) {
        double lead = spread.draw(chance);
        double launched = now + lead * stages.pendingShare();
        double bound = launched + lead * stages.provisioningShare();
        double loads = bound + lead * stages.pullShare();
        double ready = now + lead;
        return new PodSchedule(now, launched, bound, Math.min(loads, ready), ready, ready + slowStart.seconds());
    }

    private static LeadTimeProfile launched(String name, LeadTimeSpread spread, Stages stages) {
        return new LeadTimeProfile(name, spread, stages, SlowStart.USUAL);
    }

    private static LeadTimeProfile inSeconds(String name) {
        Matcher matcher = SECONDS.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a lead time is warm, new, slow, seconds like 30 or a span like 98-125, was " + name);
        }
        double shortest = Double.parseDouble(matcher.group(1));
        double longest = matcher.group(2) == null ? shortest : Double.parseDouble(matcher.group(2));
        return even(shortest, longest, FIXED_PENDING_SHARE).as(name);
    }

    private static String text(double seconds) {
        return seconds == Math.rint(seconds)
                ? String.format(Locale.ROOT, "%.0f", seconds)
                : String.format(Locale.ROOT, "%s", seconds);
    }

    /**
     * Shares of a lead time; what they leave is loading.
     *
     * @param pendingShare scheduler and node autoscaler decide: nothing is paid
     * @param provisioningShare the node boots and joins: paid from here on
     * @param pullShare the image is pulled
     */
    public record Stages(double pendingShare, double provisioningShare, double pullShare) {
        /** A node that stands ready with the image: the scheduler's two seconds, then all is loading. */
        static final Stages STANDING_NODE = new Stages(0.02, 0, 0.03);
        /** A new node: 10 s of batching, 85 s of boot, 100 s of image, 105 s of loading, of 300 s. */
        static final Stages NEW_NODE = new Stages(0.033, 0.284, 0.333);
        /** A new node, an image of 10-20 GB and weights from afar: 10 s, 90 s, 200 s and 300 s of 600 s. */
        static final Stages BIG_IMAGE = new Stages(0.017, 0.15, 0.333);

        /** Shares that should make up a whole may miss it by the last bits. */
        private static final double WHOLE = 1 + 1e-9;

        public Stages {
            if (!(pendingShare >= 0
                    && provisioningShare >= 0
                    && pullShare >= 0
                    && pendingShare + provisioningShare + pullShare <= WHOLE)) {
                throw new IllegalArgumentException(
                        "shares of a lead time must be 0 or more and 1 at most together, were " + pendingShare + ", "
                                + provisioningShare + " and " + pullShare);
            }
        }
    }

    /**
     * Cold caches and kernels that are compiled at their first use.
     *
     * @param seconds after ready; 0 or more
     * @param factor that steps take longer in them; 1 or more
     */
    public record SlowStart(double seconds, double factor) {
        static final SlowStart NONE = new SlowStart(0, 1);
        static final SlowStart USUAL = new SlowStart(45, 3);

        public SlowStart {
            if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY && factor >= 1)) {
                throw new IllegalArgumentException(
                        "a slow start needs seconds of 0 or more and a factor of 1 or more, was " + seconds + " and "
                                + factor);
            }
        }
    }
}
