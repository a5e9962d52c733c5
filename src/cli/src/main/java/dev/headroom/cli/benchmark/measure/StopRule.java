// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import dev.headroom.scaler.slo.Objective;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether a load is too high for one replica. The limits for failures and for a growing queue are those of {@code profile import}. */
final class StopRule {
    private static final double MOST_FAILED_SHARE = 0.01;
    private static final double LEAST_ENDED_SHARE = 0.9;

    private final List<Objective> promises;

    StopRule(List<Objective> promises) {
        this.promises = List.copyOf(promises);
    }

    /** One sentence where something broke; empty where the load is carried. */
    Optional<String> broken(StepResult result) {
        if (result.offered() == 0) {
            return Optional.of("no request was sent in the measured time");
        }
        long lost = result.failed() + result.unanswered();
        if (lost > MOST_FAILED_SHARE * result.offered()) {
            return Optional.of(lost + " of " + result.offered() + " requests failed or had no answer in time");
        }
        if (result.step().isOpen() && result.completed() < LEAST_ENDED_SHARE * result.offered()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "a queue grew: %.4g of %.4g requests/s ended",
                    result.completedPerSecond(),
                    result.offeredPerSecond()));
        }
        return promises.stream()
                .flatMap(promise -> exceeded(promise, result).stream())
                .findFirst();
    }

    private static Optional<String> exceeded(Objective promise, StepResult result) {
        OptionalDouble measured = result.latencies().of(promise.signal()).at(promise.percentile());
        return measured.isPresent() && measured.getAsDouble() > promise.limitSeconds()
                ? Optional.of(String.format(Locale.ROOT, "%s is broken: %.4g s", promise, measured.getAsDouble()))
                : Optional.empty();
    }
}
