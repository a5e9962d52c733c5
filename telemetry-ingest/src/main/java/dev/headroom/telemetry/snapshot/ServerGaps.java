// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.ServerTracks;
import java.util.OptionalLong;

/**
 * Servers of a workload that show nothing, or not enough; their arrivals are not known. While there is any, the others' figures are a lower
 * bound.
 *
 * @param seen replicas that are scraped
 * @param ready replicas that are known to be ready; empty where pods cannot be seen
 * @param unscraped replicas that are assumed to run and are not scraped
 * @param silent those of them without events
 * @param engines engines that are scraped
 * @param uncounted those of them without the inputs of arrivals
 * @param refused engines beyond those that are counted
 */
record ServerGaps(
        long seen, OptionalLong ready, long unscraped, long silent, long engines, long uncounted, long refused) {
    boolean none() {
        return unscraped == 0 && uncounted == 0 && refused == 0;
    }

    /** The share of the fleet that shows its load, 0 to 1; 1 without a fleet. */
    double shownShare() {
        double ofReplicas = shareOf(seen, unscraped);
        double ofEngines = shareOf(engines - uncounted, uncounted + refused);
        return ofReplicas * ofEngines;
    }

    private static double shareOf(long shown, long missing) {
        return shown + missing == 0 ? 1 : (double) shown / (double) (shown + missing);
    }

    /** The missing figures, for people; empty text without any. */
    String sentence() {
        return unscrapedSentence() + uncountedSentence() + refusedSentence();
    }

    private String unscrapedSentence() {
        if (unscraped == 0) {
            return "";
        }
        String known = ready.isPresent()
                ? "%d of %d ready replicas %s not scraped".formatted(unscraped, ready.getAsLong(), are(unscraped))
                : "%d %s fell silent with requests in flight"
                        .formatted(unscraped, unscraped == 1 ? "replica" : "replicas");
        String unless = silent < unscraped ? " (%d of them still end requests)".formatted(unscraped - silent) : "";
        return "; " + known + unless + ", so scale-down is blocked";
    }

    private String uncountedSentence() {
        return uncounted == 0
                ? ""
                : "; %d of %d engines %s not show how many requests %s finished"
                        .formatted(uncounted, engines, uncounted == 1 ? "does" : "do", uncounted == 1 ? "it" : "they");
    }

    private String refusedSentence() {
        return refused == 0
                ? ""
                : "; %d %s above the limit of %d and not counted"
                        .formatted(refused, refused == 1 ? "engine is" : "engines are", ServerTracks.MOST);
    }

    private static String are(long count) {
        return count == 1 ? "is" : "are";
    }
}
