// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.ingest;

import java.util.List;
import java.util.Optional;

/**
 * How fast a reader was once it was warm.
 *
 * @param perSecond requests a second
 * @param perCpuSecond requests a second of CPU time of the whole process
 */
record Speed(double perSecond, double perCpuSecond) {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * The speed from the first reading at which {@code warmUp} requests had been read to the last at which some were still to be
     * read: between two readings under way, nothing is guessed about when reading began or ended.
     *
     * @param readings in the order of time
     * @param warmUp requests that do not count
     * @param all requests there are
     * @return empty when there are no two such readings that differ
     */
    static Optional<Speed> between(List<ReadingProgressLine> readings, long warmUp, long all) {
        List<ReadingProgressLine> underWay = readings.stream()
                .filter(reading -> reading.requests() >= warmUp && reading.requests() < all)
                .toList();
        if (underWay.isEmpty()) {
            return Optional.empty();
        }
        ReadingProgressLine first = underWay.get(0);
        ReadingProgressLine last = underWay.get(underWay.size() - 1);
        double requests = last.requests() - first.requests();
        double nanos = last.nanos() - first.nanos();
        double cpuNanos = last.cpuNanos() - first.cpuNanos();
        return requests > 0 && nanos > 0 && cpuNanos > 0
                ? Optional.of(new Speed(requests / nanos * NANOS_PER_SECOND, requests / cpuNanos * NANOS_PER_SECOND))
                : Optional.empty();
    }
}
