// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.EngineTrack;
import dev.headroom.telemetry.window.ServerSample;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What passed through engines between their samples. A counter that fell began anew with its server, and what that had in its
 * hands is lost. Between two samples everything is taken to have passed evenly.
 */
final class ServerFlow {
    /** A quantity that passed between two samples; not a number where they do not tell. */
    private interface Passed {
        double between(ServerSample earlier, ServerSample later);
    }

    private ServerFlow() {}

    /** One engine and its samples, oldest first, that know all that arrivals are computed from. */
    record Engine(EngineTrack track, List<ServerSample> samples) {
        static Engine of(EngineTrack track, long fromMillis) {
            return new Engine(
                    track,
                    track.samplesSince(fromMillis).stream()
                            .filter(sample -> sample.inFlight().isPresent()
                                    && sample.finished().isPresent())
                            .toList());
        }

        boolean isMeasured() {
            return !samples.isEmpty();
        }

        ServerSample first() {
            return samples.get(0);
        }

        ServerSample last() {
            return samples.get(samples.size() - 1);
        }
    }

    /**
     * Sequences that arrived: what ended, and what servers have more in their hands than before. Aborted ones leave without
     * being counted as ended by most versions of vLLM; those that had got a token are counted all the same, by first tokens
     * and what still waits.
     */
    static double arrived(List<Engine> engines, long fromMillis, long toMillis) {
        double byEnds = sum(engines, fromMillis, toMillis, ServerFlow::endedAndHeld);
        double byFirstTokens = sum(engines, fromMillis, toMillis, ServerFlow::begunAndWaiting);
        return Math.max(0, byFirstTokens > byEnds ? byFirstTokens : byEnds);
    }

    /** Sequences that servers counted as ended with an answer. */
    static double finished(List<Engine> engines, long fromMillis, long toMillis) {
        return Math.max(0, sum(engines, fromMillis, toMillis, (earlier, later) -> {
            return grown(earlier, later, ServerSample::finished);
        }));
    }

    /** Share of the prompt tokens of all samples that came from a cache; empty where nothing is counted. */
    static OptionalDouble cachedShare(List<Engine> engines) {
        double cached = sum(engines, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, (earlier, later) -> {
            return grown(earlier, later, ServerSample::cachedPromptTokens);
        });
        double computed = sum(engines, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, (earlier, later) -> {
            return grown(earlier, later, ServerSample::computedPromptTokens);
        });
        return cached + computed > 0 ? OptionalDouble.of(cached / (cached + computed)) : OptionalDouble.empty();
    }

    private static double endedAndHeld(ServerSample earlier, ServerSample later) {
        return grown(earlier, later, ServerSample::finished)
                + heldMore(earlier, later, later.inFlight(), earlier.inFlight());
    }

    private static double begunAndWaiting(ServerSample earlier, ServerSample later) {
        return grown(earlier, later, ServerSample::firstTokens)
                + heldMore(
                        earlier,
                        later,
                        later.gauges().waiting(),
                        earlier.gauges().waiting());
    }

    private static double heldMore(ServerSample earlier, ServerSample later, OptionalLong now, OptionalLong before) {
        if (now.isEmpty() || before.isEmpty()) {
            return Double.NaN;
        }
        boolean begunAnew = later.finished().orElse(0) < earlier.finished().orElse(0);
        return (double) (begunAnew ? now.getAsLong() : now.getAsLong() - before.getAsLong());
    }

    private static double grown(
            ServerSample earlier, ServerSample later, Function<ServerSample, OptionalLong> counter) {
        OptionalLong before = counter.apply(earlier);
        OptionalLong now = counter.apply(later);
        if (before.isEmpty() || now.isEmpty()) {
            return Double.NaN;
        }
        long difference = now.getAsLong() - before.getAsLong();
        return (double) (difference < 0 ? now.getAsLong() : difference);
    }

    /** The sum over all engines; where samples do not tell, nothing is added. */
    private static double sum(List<Engine> engines, long fromMillis, long toMillis, Passed passed) {
        double sum = 0;
        for (Engine engine : engines) {
            List<ServerSample> samples = engine.samples();
            for (int i = 1; i < samples.size(); i++) {
                ServerSample earlier = samples.get(i - 1);
                ServerSample later = samples.get(i);
                double share = sharedBy(earlier.atMillis(), later.atMillis(), fromMillis, toMillis);
                if (share > 0) {
                    double amount = passed.between(earlier, later);
                    sum += Double.isNaN(amount) ? 0 : share * amount;
                }
            }
        }
        return sum;
    }

    /** The share of {@code [begin, end)} that lies within {@code [from, to)}. */
    private static double sharedBy(long begin, long end, long from, long to) {
        long overlap = Math.min(end, to) - Math.max(begin, from);
        return overlap <= 0 ? 0 : (double) overlap / (double) (end - begin);
    }
}
