// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

/**
 * How long a load is held.
 *
 * @param warmUpSeconds before the measured time; 0 or more
 * @param measuredSeconds above 0
 * @param patienceSeconds after which the client gives a request up; above 0
 */
public record StepTime(double warmUpSeconds, double measuredSeconds, double patienceSeconds) {
    public StepTime {
        if (!(warmUpSeconds >= 0) || !(measuredSeconds > 0) || !(patienceSeconds > 0)) {
            throw new IllegalArgumentException("times must be above 0");
        }
    }

    /** Without the answers that come after it. */
    public double seconds() {
        return warmUpSeconds + measuredSeconds;
    }
}
