// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import java.util.OptionalDouble;

/**
 * One round: both servers were measured, one after the other.
 *
 * @param load the machine's load average before it
 * @param bare grpc-java's own server
 * @param service Headroom
 */
record AnswersRound(double load, Measured bare, Measured service) {
    OptionalDouble rateRatio() {
        return bare.saturated().answered() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        service.saturated().perSecond() / bare.saturated().perSecond());
    }

    OptionalDouble tailRatio() {
        OptionalDouble ours = service.saturated().p99Millis();
        OptionalDouble theirs = bare.saturated().p99Millis();
        return ours.isPresent() && theirs.isPresent()
                ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble())
                : OptionalDouble.empty();
    }
}
