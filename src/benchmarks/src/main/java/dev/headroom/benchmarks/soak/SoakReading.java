// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.soak;

import java.util.Locale;

/**
 * What a process holds at one moment.
 *
 * @param hours since the soak's beginning
 * @param usedBytes of memory in use after a collection: of the heap, or of all pools of a JVM that runs elsewhere
 * @param threads that live
 * @param descriptors that are open
 * @param requests told of so far
 * @param rounds of planning so far
 */
record SoakReading(double hours, long usedBytes, int threads, long descriptors, long requests, long rounds) {
    static final String HEADER = "hours,used_bytes,threads,descriptors,requests,rounds";

    private static final double MEBIBYTE = 1024 * 1024;

    /** A line of a CSV file. */
    String row() {
        return String.format(
                Locale.ROOT, "%.3f,%d,%d,%d,%d,%d", hours, usedBytes, threads, descriptors, requests, rounds);
    }

    double usedMebibytes() {
        return usedBytes / MEBIBYTE;
    }
}
