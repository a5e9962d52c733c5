// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.ingest;

import dev.headroom.benchmarks.report.Figure;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * One round: both readers read the same records, one after the other.
 *
 * @param load the machine's load average before it
 * @param bare how fast the bare consumer was; empty when it was too short to say
 * @param service how fast the service was; empty when it was too short to say
 * @param absorbed requests that reached a window of the service
 */
record IngestRound(double load, Optional<Speed> bare, Optional<Speed> service, long absorbed) {
    /** The service's speed as a share of the bare consumer's. */
    OptionalDouble ratio() {
        return ratio(Speed::perSecond);
    }

    /** The same of the requests that a second of CPU time is enough for; less moved by what else the machine does. */
    OptionalDouble cpuRatio() {
        return ratio(Speed::perCpuSecond);
    }

    /** For somebody who waits for the next round. */
    String sentence() {
        return "bare " + bare.map(speed -> Figure.of(speed.perSecond())).orElse("-") + ", service "
                + service.map(speed -> Figure.of(speed.perSecond())).orElse("-") + " requests/s; " + absorbed
                + " counted";
    }

    private OptionalDouble ratio(ToDoubleFunction<Speed> figure) {
        return bare.isPresent() && service.isPresent()
                ? OptionalDouble.of(figure.applyAsDouble(service.get()) / figure.applyAsDouble(bare.get()))
                : OptionalDouble.empty();
    }
}
