// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import dev.headroom.cli.benchmark.plan.BenchmarkPlan;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One request before all others: a wrong URL, model or key is then a sentence, not a measurement. */
public final class FirstAnswer {
    /** Its prompt is none of the measured ones. */
    private static final long NUMBER = -1;

    private static final double NANOS = 1e9;

    private FirstAnswer() {}

    /** One sentence about the fault; empty where the answer is whole. */
    public static Optional<String> fault(
            Timeline timeline, Endpoint endpoint, BenchmarkPlan plan, double patienceSeconds) {
        AtomicReference<Optional<Answer>> first = new AtomicReference<>(Optional.empty());
        Runnable cancel = endpoint.send(
                NUMBER,
                plan.requests().get(0),
                answer -> timeline.at(timeline.nanos(), () -> first.set(Optional.of(answer))));
        long end = timeline.nanos() + Math.round(patienceSeconds * NANOS);
        timeline.at(end, () -> {});
        timeline.runUntil(() -> first.get().isPresent() || timeline.nanos() >= end);
        cancel.run();
        return first.get().map(Answer::fault).orElse(Optional.of("none came in time"));
    }
}
