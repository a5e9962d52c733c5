// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run must show. Each check answers with the sentence to print when it fails. */
final class DemoVerdict {
    /** The objectives speak of 95 percent of the requests. */
    private static final double LEAST_ATTAINMENT = 0.95;

    private static final int LEAST_RISE = 3;
    private static final int MOST_LEFT_OVER = 1;

    private DemoVerdict() {}

    /** The first check that fails. */
    static Optional<String> failure(DemoSummary summary) {
        return Stream.of(
                        everyRecordRead(summary),
                        wentAsTold(summary),
                        rose(summary),
                        cameBack(summary),
                        keptItsPromise(summary))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static Optional<String> everyRecordRead(DemoSummary summary) {
        return failsUnless(
                summary.recordsSent() > 0 && summary.recordsRead() == summary.recordsSent(),
                "the service read " + summary.recordsRead() + " of " + summary.recordsSent() + " records sent");
    }

    static Optional<String> wentAsTold(DemoSummary summary) {
        return summary.story().stream()
                .filter(chapter -> !chapter.asTold())
                .findFirst()
                .map(chapter -> "the chapter '" + chapter.chapter() + "' did not go as told; the service answered: "
                        + chapter.headroom());
    }

    static Optional<String> rose(DemoSummary summary) {
        int least = LEAST_RISE * summary.startReplicas();
        return failsUnless(
                summary.peakReplicas() >= least,
                "the peak had " + summary.peakReplicas() + " replicas, at least " + least + " were expected");
    }

    static Optional<String> cameBack(DemoSummary summary) {
        int most = summary.startReplicas() + MOST_LEFT_OVER;
        return failsUnless(
                summary.finalReplicas() <= most,
                "the end had " + summary.finalReplicas() + " replicas, at most " + most + " were expected");
    }

    static Optional<String> keptItsPromise(DemoSummary summary) {
        return failsUnless(
                summary.attainment() >= LEAST_ATTAINMENT,
                String.format(
                        Locale.ROOT,
                        "attainment was %.4f, at least %.2f was expected",
                        summary.attainment(),
                        LEAST_ATTAINMENT));
    }

    private static Optional<String> failsUnless(boolean rule, String sentence) {
        return rule ? Optional.empty() : Optional.of(sentence);
    }
}
