// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.EngineTrack;
import dev.headroom.telemetry.window.ServerSample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * What passed through engines between their samples. A counter that fell began anew with its server, and what that had in its
 * hands is lost. Between two samples everything is taken to have passed evenly.
 */
final class ServerFlow {
    private static final long EVER = Long.MAX_VALUE / 2;

    /** Between a pod's first request and its first scrape lie less: one period, and the way to whoever scrapes. */
    private static final long BIRTH_MILLIS = 30_000;

    /** So few requests are of no matter for any rate. */
    private static final double FEW = 20;

    private ServerFlow() {}

    /**
     * What passed between two samples of one engine; 0 where these do not tell.
     *
     * @param endedAndHeld sequences that ended, and those that are in hand beyond what was before
     * @param begunAndWaiting sequences that got a first token, and those that wait beyond what was before
     * @param finished sequences counted as ended
     * @param cached prompt tokens that came from a cache
     * @param computed prompt tokens that were computed
     */
    private record Passed(
            double endedAndHeld, double begunAndWaiting, double finished, double cached, double computed) {
        static Passed between(ServerSample earlier, ServerSample later) {
            boolean begunAnew = later.finished().orElse(0) < earlier.finished().orElse(0);
            double finished = grown(earlier.finished(), later.finished());
            OptionalLong waitedBefore = earlier.gauges().waiting();
            OptionalLong waiting = later.gauges().waiting();
            boolean beginningsAreTold = earlier.firstTokens().isPresent()
                    && later.firstTokens().isPresent()
                    && waitedBefore.isPresent()
                    && waiting.isPresent();
            return new Passed(
                    finished + heldMore(earlier.inFlight(), later.inFlight(), begunAnew),
                    beginningsAreTold
                            ? grown(earlier.firstTokens(), later.firstTokens())
                                    + heldMore(waitedBefore, waiting, begunAnew)
                            : 0,
                    finished,
                    grown(earlier.cachedPromptTokens(), later.cachedPromptTokens()),
                    grown(earlier.computedPromptTokens(), later.computedPromptTokens()));
        }
    }

    /** One engine, and what passed between each two of its samples that know all that arrivals are computed from. */
    static final class Engine {
        private final EngineTrack track;
        private final List<ServerSample> samples;
        private final List<Passed> passed = new ArrayList<>();

        private Engine(EngineTrack track, List<ServerSample> samples) {
            this.track = track;
            this.samples = samples;
            for (int i = 1; i < samples.size(); i++) {
                passed.add(Passed.between(samples.get(i - 1), samples.get(i)));
            }
        }

        static Engine of(EngineTrack track, long fromMillis) {
            return new Engine(
                    track,
                    track.samplesSince(fromMillis).stream()
                            .filter(sample -> sample.inFlight().isPresent()
                                    && sample.finished().isPresent())
                            .toList());
        }

        EngineTrack track() {
            return track;
        }

        List<ServerSample> samples() {
            return samples;
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

        /**
         * Whether the engine began to serve only just before its first sample: all that its counters show then is no more than
         * it did in the {@link #BIRTH_MILLIS} afterwards. Else it was running, and nobody looked.
         */
        boolean isNewborn() {
            long until = first().atMillis() + BIRTH_MILLIS;
            double did = sum(Passed::finished, first().atMillis(), until)
                    + last().inFlight().orElse(0);
            return (double) first().finished().orElse(0) <= Math.max(FEW, did);
        }

        /** What a newborn engine did before its first sample. */
        private double bornWith(long fromMillis, long toMillis) {
            long at = first().atMillis();
            boolean within = at > fromMillis && at <= toMillis && first().equals(track.first()) && isNewborn();
            return within
                    ? (double)
                            (first().finished().orElse(0) + first().inFlight().orElse(0))
                    : 0;
        }

        private double sum(ToDoubleFunction<Passed> quantity, long fromMillis, long toMillis) {
            double sum = 0;
            for (int i = 0; i < passed.size(); i++) {
                double share =
                        sharedBy(samples.get(i).atMillis(), samples.get(i + 1).atMillis(), fromMillis, toMillis);
                sum += share == 0 ? 0 : share * quantity.applyAsDouble(passed.get(i));
            }
            return sum;
        }
    }

    /**
     * Sequences that arrived: what ended, and what servers have more in their hands than before. Aborted ones leave without
     * being counted as ended by most versions of vLLM; those that had got a token are counted all the same, by first tokens
     * and what still waits.
     */
    static double arrived(List<Engine> engines, long fromMillis, long toMillis) {
        double byEnds = sum(engines, Passed::endedAndHeld, fromMillis, toMillis);
        double byFirstTokens = sum(engines, Passed::begunAndWaiting, fromMillis, toMillis);
        double born = engines.stream()
                .filter(Engine::isMeasured)
                .mapToDouble(engine -> engine.bornWith(fromMillis, toMillis))
                .sum();
        return Math.max(0, Math.max(byEnds, byFirstTokens)) + born;
    }

    /** Sequences that servers counted as ended with an answer. */
    static double finished(List<Engine> engines, long fromMillis, long toMillis) {
        return sum(engines, Passed::finished, fromMillis, toMillis);
    }

    /** Share of the prompt tokens of all samples that came from a cache; empty where nothing is counted. */
    static OptionalDouble cachedShare(List<Engine> engines) {
        double cached = sum(engines, Passed::cached, -EVER, EVER);
        double computed = sum(engines, Passed::computed, -EVER, EVER);
        return cached + computed > 0 ? OptionalDouble.of(cached / (cached + computed)) : OptionalDouble.empty();
    }

    private static double sum(List<Engine> engines, ToDoubleFunction<Passed> quantity, long fromMillis, long toMillis) {
        double sum = 0;
        for (Engine engine : engines) {
            sum += engine.sum(quantity, fromMillis, toMillis);
        }
        return sum;
    }

    private static double heldMore(OptionalLong before, OptionalLong now, boolean begunAnew) {
        return (double) (begunAnew ? now.orElse(0) : now.orElse(0) - before.orElse(0));
    }

    private static double grown(OptionalLong before, OptionalLong now) {
        if (before.isEmpty() || now.isEmpty()) {
            return 0;
        }
        long difference = now.getAsLong() - before.getAsLong();
        return (double) (difference < 0 ? now.getAsLong() : difference);
    }

    /** The share of {@code [begin, end)} that lies within {@code [from, to)}. */
    private static double sharedBy(long begin, long end, long from, long to) {
        long overlap = Math.min(end, to) - Math.max(begin, from);
        return overlap <= 0 ? 0 : (double) overlap / (double) (end - begin);
    }
}
