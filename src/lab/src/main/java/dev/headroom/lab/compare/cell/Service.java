// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

/**
 * What users met with.
 *
 * @param requests due in the scored time
 * @param violations of them whose promise was broken
 * @param violationsAboveBound violations over those of the clairvoyant path; negative where there were fewer
 * @param goodputPerSecond requests with promise kept
 * @param ttftP99Seconds NaN where none was measured
 * @param itlP99Seconds NaN where none was measured
 * @param e2eP99Seconds NaN where none was measured
 */
public record Service(
        long requests,
        long violations,
        long violationsAboveBound,
        double goodputPerSecond,
        double ttftP99Seconds,
        double itlP99Seconds,
        double e2eP99Seconds) {
    public Service {
        Figure.notNegative("requests", requests);
        Figure.notNegative("violations", violations);
        Figure.notNegative("goodputPerSecond", goodputPerSecond);
        if (violations > requests) {
            throw new IllegalArgumentException(
                    "violations must be at most the requests, were " + violations + " of " + requests);
        }
    }
}
