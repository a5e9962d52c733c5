// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import java.util.List;
import java.util.Locale;

/**
 * What a run came to.
 *
 * @param recordsSent Kafka records the broker acknowledged
 * @param recordsRead Kafka records the service says it read
 * @param startReplicas before the first answer
 * @param peakReplicas the most at any time, starting ones included
 * @param finalReplicas at the end
 * @param attainment share of the requests finished or overdue that got everything they were promised
 * @param gpuHours nodes held, in virtual hours
 * @param story the chapters in their order; none where a trace was replayed
 */
record DemoSummary(
        long recordsSent,
        long recordsRead,
        int startReplicas,
        int peakReplicas,
        int finalReplicas,
        double attainment,
        double gpuHours,
        List<ToldChapter> story) {
    DemoSummary {
        story = List.copyOf(story);
    }

    /** For people. */
    String sentence() {
        return String.format(
                Locale.ROOT,
                "%d of %d records read; replicas %d at the start, %d at the peak, %d at the end; attainment %.4f;"
                        + " %.2f GPU-hours",
                recordsRead,
                recordsSent,
                startReplicas,
                peakReplicas,
                finalReplicas,
                attainment,
                gpuHours);
    }
}
