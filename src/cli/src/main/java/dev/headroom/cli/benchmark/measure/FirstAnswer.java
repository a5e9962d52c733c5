// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import dev.headroom.cli.benchmark.plan.BenchmarkPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One request before all others: a wrong URL, model or key is then a sentence, not a measurement. */
public final class FirstAnswer {
    /** Its prompt is none of the measured ones. */
    private static final long NUMBER = -1;

    private static final double NANOS = 1e9;

    private FirstAnswer() {}

    /** One sentence about the fault; empty where the answer is whole. */
    public static Optional<String> fault(
            Timeline timeline, Endpoint endpoint, BenchmarkPlan plan, double patienceSeconds) {
        List<StreamedAnswer> first = new ArrayList<>();
        Runnable cancel = endpoint.send(
                NUMBER, plan.requests().get(0), answer -> timeline.at(timeline.nanos(), () -> first.add(answer)));
        long end = timeline.nanos() + Math.round(patienceSeconds * NANOS);
        timeline.at(end, () -> {});
        timeline.runUntil(() -> !first.isEmpty() || timeline.nanos() >= end);
        cancel.run();
        return first.isEmpty() ? Optional.of("none came in time") : first.get(0).fault();
    }
}
