// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.engine.EngineCounters;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.policy.monitor.Observation;
import dev.headroom.lab.policy.monitor.PodMetrics;
import dev.headroom.lab.policy.monitor.RouterCounter;
import dev.headroom.lab.policy.monitor.ServerGauge;
import dev.headroom.scaler.slo.Signal;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** A moment at which every pod shows the same, and has shown it for as long as anybody asks. */
record ObservationFixture(Place place, Pods each, Rates rates, Seen seen) implements Observation {
    /** Time and replicas. */
    record Place(double now, int replicas, int ready, int asked) {}

    /** What each ready pod shows. */
    record Pods(double running, double waiting, double kvUsage, double unrouted, double promptTokens) {}

    /** Requests a second and their lengths. */
    record Rates(double arrived, double finished, double inputTokens, double outputTokens) {}

    /** Latencies of requests, in seconds, and the value of the recording rule. */
    record Seen(double timeToFirstToken, double perToken, double recorded) {}

    static ObservationFixture of(int replicas) {
        return new ObservationFixture(
                new Place(0, replicas, replicas, replicas),
                new Pods(0, 0, 0, 0, 0),
                new Rates(0, 0, 1_000, 250),
                new Seen(0, 0, 0));
    }

    ObservationFixture at(double now) {
        return new ObservationFixture(new Place(now, place.replicas, place.ready, place.asked), each, rates, seen);
    }

    ObservationFixture ready(int ready) {
        return new ObservationFixture(new Place(place.now, place.replicas, ready, place.asked), each, rates, seen);
    }

    ObservationFixture asked(int asked) {
        return new ObservationFixture(new Place(place.now, place.replicas, place.ready, asked), each, rates, seen);
    }

    ObservationFixture showing(double running, double waiting, double kvUsage) {
        return new ObservationFixture(
                place, new Pods(running, waiting, kvUsage, each.unrouted, each.promptTokens), rates, seen);
    }

    ObservationFixture holdingBack(double unrouted, double promptTokens) {
        return new ObservationFixture(
                place, new Pods(each.running, each.waiting, each.kvUsage, unrouted, promptTokens), rates, seen);
    }

    ObservationFixture receiving(double arrived, double finished) {
        return new ObservationFixture(
                place, each, new Rates(arrived, finished, rates.inputTokens, rates.outputTokens), seen);
    }

    ObservationFixture latencies(double timeToFirstToken, double perToken) {
        return new ObservationFixture(place, each, rates, new Seen(timeToFirstToken, perToken, seen.recorded));
    }

    ObservationFixture recording(double value) {
        return new ObservationFixture(place, each, rates, new Seen(seen.timeToFirstToken, seen.perToken, value));
    }

    @Override
    public double now() {
        return place.now;
    }

    @Override
    public int replicas() {
        return place.replicas;
    }

    @Override
    public int ready() {
        return place.ready;
    }

    @Override
    public int asked() {
        return place.asked;
    }

    @Override
    public double unrouted() {
        return each.unrouted;
    }

    @Override
    public double promptTokensInFlight() {
        return each.promptTokens;
    }

    @Override
    public List<PodMetrics> pods() {
        return Collections.nCopies(place.ready, new SamePod(each));
    }

    @Override
    public double total(ServerGauge gauge) {
        return place.ready * perPod(gauge);
    }

    @Override
    public double averageTotal(ServerGauge gauge, double windowSeconds) {
        return total(gauge);
    }

    @Override
    public double averagePerPod(ServerGauge gauge, double windowSeconds) {
        return place.ready == 0 ? Double.NaN : perPod(gauge);
    }

    @Override
    public double averageUnrouted(double windowSeconds) {
        return each.unrouted;
    }

    @Override
    public OptionalDouble finishedPerSecond(double windowSeconds) {
        return OptionalDouble.of(rates.finished);
    }

    @Override
    public OptionalDouble perSecond(RouterCounter count, double windowSeconds) {
        return OptionalDouble.of(
                switch (count) {
                    case ARRIVED -> rates.arrived;
                    case FINISHED -> rates.finished;
                    case FINISHED_INPUT_TOKENS -> rates.finished * rates.inputTokens;
                    case FINISHED_OUTPUT_TOKENS -> rates.finished * rates.outputTokens;
                });
    }

    @Override
    public OptionalDouble quantile(Signal signal, double q, double windowSeconds) {
        return mean(signal, windowSeconds);
    }

    @Override
    public OptionalDouble mean(Signal signal, double windowSeconds) {
        return OptionalDouble.of(signal == Signal.TTFT ? seen.timeToFirstToken : seen.perToken);
    }

    @Override
    public OptionalDouble recorded(double windowSeconds) {
        return OptionalDouble.of(seen.recorded);
    }

    private double perPod(ServerGauge gauge) {
        return new SamePod(each).max(gauge, 0);
    }

    private record SamePod(Pods shown) implements PodMetrics {
        @Override
        public EngineReading newest() {
            return new EngineReading(
                    (int) shown.running,
                    (int) shown.waiting,
                    0,
                    (long) (shown.waiting * 1_000),
                    shown.kvUsage,
                    EngineLimits.H100_LLAMA_8B_KV_TOKENS,
                    EngineCounters.NONE);
        }

        @Override
        public double max(ServerGauge gauge, double after) {
            return switch (gauge) {
                case RUNNING -> shown.running;
                case WAITING -> shown.waiting;
                case KV_USAGE -> shown.kvUsage;
            };
        }
    }
}
