// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.scaler.capacity.CapacityBelief;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a workload's replicas can do, learnt from what they did, by class of hardware. Written by the thread that plans the
 * workload; {@link #belief} and {@link #memory} answer values that do not change.
 */
public final class LearntCapacity {
    /** A replica that was not heard of for so long is gone; its name may come back for another. */
    private static final Duration GONE = Duration.ofMinutes(15);

    private final Map<Optional<String>, LearntEngine> engines = new LinkedHashMap<>();
    private final Map<String, Heard> replicas = new LinkedHashMap<>();
    private Priors priors;

    /** Begins with what is believed before anything was seen. */
    public LearntCapacity(Priors priors) {
        this.priors = priors;
    }

    /** Goes on from what another has learnt. */
    public LearntCapacity(Priors priors, LearntMemory memory) {
        this(priors);
        memory.classes()
                .forEach(known ->
                        engines.put(known.hardware(), LearntEngine.of(priors.of(known.hardware()), known.engine())));
        memory.replicas()
                .forEach(known -> replicas.put(
                        known.name(), new Heard(new Trail(known.firstSeen(), known.taken()), known.hardware())));
    }

    private record Heard(Trail trail, Optional<String> hardware) {}

    /** Takes a profile or name that has changed; what was seen stays seen. */
    public void assume(Priors other) {
        if (!other.equals(priors)) {
            priors = other;
            engines.forEach((hardware, engine) -> engine.assume(priors.of(hardware)));
        }
    }

    /**
     * Learns from stretches; those taken before are left out.
     *
     * @param loads each replica's in the order of time
     * @param hardwareOf class of the node on which a replica runs, by the replica's name; empty where that is not known
     */
    public void observe(List<ReplicaLoad> loads, Function<String, Optional<String>> hardwareOf) {
        for (ReplicaLoad load : loads) {
            Heard heard = replicas.get(load.replica());
            if (heard == null || heard.hardware().isEmpty()) {
                Trail trail = heard == null
                        ? new Trail(load.interval().from(), load.interval().from())
                        : heard.trail();
                heard = new Heard(trail, hardwareOf.apply(load.replica()));
                replicas.put(load.replica(), heard);
            }
            take(load, heard);
        }
        Instant latest = latest();
        replicas.values().removeIf(heard -> heard.trail().taken().isBefore(latest.minus(GONE)));
    }

    /**
     * What is believed of replicas, by class of hardware: the class with most replicas first, of equals the one heard of last.
     * What is learnt well enough at the point is LEARNT; else it is the profile or the shipped prior, as far as it was corrected.
     *
     * @param point where it will be used
     */
    public CapacityBelief belief(Point point) {
        return belief(engine -> point);
    }

    /** The same where it is not known yet at which load replicas will be used: at twice the busiest that was seen. */
    public CapacityBelief belief(TrafficShape shape) {
        return belief(engine -> new Point(shape, 2 * engine.busiest()));
    }

    /** Stretches learnt from, of all classes. */
    public long stretches() {
        return engines.values().stream().mapToLong(LearntEngine::stretches).sum();
    }

    /** How well a class is known, for people; empty where nothing was seen of it. */
    public Optional<Quality> qualityOf(Optional<String> hardware, TrafficShape shape, double inFlight) {
        return Optional.ofNullable(engines.get(hardware))
                .filter(engine -> engine.stretches() > 0)
                .map(engine -> new Quality(
                        engine.stretches(),
                        engine.errorAt(new Point(shape, inFlight)),
                        engine.predictionError(),
                        engine.knownDirections()));
    }

    /**
     * How well a class of hardware is known.
     *
     * @param stretches learnt from
     * @param error relative standard error of the rate at which a replica meets a latency
     * @param predictionError mean relative difference between a stretch's latency and what was predicted before it
     * @param knownDirections of the six in which the coefficients can vary, how many were seen rather than assumed; 0 to 6
     */
    public record Quality(long stretches, double error, double predictionError, double knownDirections) {}

    /** Everything, to be kept. */
    public LearntMemory memory() {
        return new LearntMemory(
                engines.entrySet().stream()
                        .map(known -> new LearntMemory.OfClass(
                                known.getKey(), known.getValue().memory()))
                        .toList(),
                replicas.entrySet().stream()
                        .map(known -> new LearntMemory.OfReplica(
                                known.getKey(),
                                known.getValue().trail().firstSeen(),
                                known.getValue().trail().taken(),
                                known.getValue().hardware()))
                        .toList());
    }

    private void take(ReplicaLoad load, Heard heard) {
        boolean isNew = load.interval().to().isAfter(heard.trail().taken());
        Optional<Sight> sight = heard.trail().take(load);
        LearntEngine engine = engine(heard.hardware());
        sight.ifPresent(engine::absorb);
        if (isNew && load.requests().completed() > 0) {
            load.occupancy()
                    .running()
                    .ifPresent(running -> engine.limitsSeen()
                            .take(
                                    running,
                                    load.occupancy().waiting().orElse(0),
                                    load.occupancy().kvUsage().orElse(0),
                                    load.requests().inputTokens()
                                            + load.requests().outputTokens() / 2));
        }
    }

    private CapacityBelief belief(Function<LearntEngine, Point> pointOf) {
        List<CapacityBelief.OfHardware> classes = new ArrayList<>();
        for (Optional<String> hardware : inOrder()) {
            LearntEngine engine = engine(hardware);
            classes.add(engine.belief(hardware, pointOf.apply(engine)));
        }
        return new CapacityBelief(classes);
    }

    private LearntEngine engine(Optional<String> hardware) {
        return engines.computeIfAbsent(hardware, unseen -> new LearntEngine(priors.of(unseen)));
    }

    private List<Optional<String>> inOrder() {
        if (engines.isEmpty()) {
            return List.of(Optional.empty());
        }
        Map<Optional<String>, Long> counts = new LinkedHashMap<>();
        Map<Optional<String>, Instant> heardOf = new LinkedHashMap<>();
        for (Heard heard : replicas.values()) {
            counts.merge(heard.hardware(), 1L, Long::sum);
            heardOf.merge(heard.hardware(), heard.trail().firstSeen(), LearntCapacity::later);
        }
        return engines.keySet().stream()
                .sorted(Comparator.comparing((Optional<String> hardware) -> counts.getOrDefault(hardware, 0L))
                        .thenComparing(hardware -> heardOf.getOrDefault(hardware, Instant.EPOCH))
                        .reversed())
                .toList();
    }

    private Instant latest() {
        return replicas.values().stream()
                .map(heard -> heard.trail().taken())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
