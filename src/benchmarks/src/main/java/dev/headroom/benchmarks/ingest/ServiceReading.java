// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.ingest;

import dev.headroom.benchmarks.process.ServiceUnderBench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Watches the service read a topic to its end, by its own counters, which it shows to Prometheus. */
final class ServiceReading {
    private static final String RECORDS = "headroom_records_read_total";
    private static final String ABSORBED = "headroom_observations_total";
    private static final Duration READING_EVERY = Duration.ofMillis(100);
    /** Without a record for so long, none will come any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServiceUnderBench service;
    private final List<ReadingProgressLine> readings = new ArrayList<>();
    private long records;

    ServiceReading(ServiceUnderBench service) {
        this.service = service;
    }

    /** Waits until it has read so many records; answers how far it had come when. */
    List<ReadingProgressLine> toEnd(long allRecords) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (records < allRecords) {
            long before = records;
            look();
            if (records > before) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the service has read " + records + " of " + allRecords + " records and reads no more");
            }
            Thread.sleep(READING_EVERY.toMillis());
        }
        // The counter of records may have been shown just before that of requests.
        look();
        return readings;
    }

    private void look() throws InterruptedException {
        var counted = service.counters(List.of(RECORDS, ABSORBED));
        if (counted.isPresent()) {
            records = counted.get().get(0);
            readings.add(new ReadingProgressLine(
                    System.nanoTime(), counted.get().get(1), service.cpuTime().toNanos()));
        }
    }
}
