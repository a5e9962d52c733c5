// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.headroom.Belief;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.scaler.capacity.CapacityBelief;
import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ReplicaCapacity;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.learn.LearntCapacity;
import dev.headroom.scaler.learn.Point;
import dev.headroom.scaler.learn.Priors;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What is learnt from ten minutes of traffic, against a load test of the same engine. The engines are the lab's: tables of measured
 * steps, padding and speculation among them, none of which the planner's straight lines know.
 */
class LearningFromTrafficTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SECONDS = 600;
    private static final int REPLICAS = 3;

    /** Share of the capacity under load while it learns: what an evening looks like. */
    private static final double[] LOADS = {0.4, 0.7};

    private record Lengths(String name, LengthShape lengths, double input, double output, int ttftMillis, double timesAlone) {}

    private static final List<Lengths> LENGTHS = List.of(
            new Lengths("chat", LengthShapes.CHAT, 650, 190, 1000, 2.5),
            new Lengths("code", LengthShapes.PREFILL_HEAVY, 1950, 29, 500, 3.5),
            new Lengths("long answers", LengthShapes.DECODE_HEAVY, 245, 590, 1000, 2.5));

    @Test
    void tenMinutesOfTrafficTellWhatALoadTestTells() {
        List<String> off = new ArrayList<>();
        System.out.println("engine                   lengths       load belief          trust   error  found/measured");
        for (String name : ShippedEngines.names()) {
            EngineModel engine = ShippedEngines.named(name);
            for (Lengths lengths : LENGTHS) {
                for (double load : LOADS) {
                    for (String from : List.of("nothing", "name", "slow", "fast")) {
                        judge(engine, lengths, load, from, off);
                    }
                }
            }
        }
        assertThat(off).isEmpty();
    }

    private static void judge(EngineModel engine, Lengths lengths, double load, String from, List<String> off) {
        ServingProfile measured = profile(engine, lengths, Belief.MEASURED);
        TrafficShape shape = shape(engine, lengths);
        List<Objective> objectives = promise(
                lengths.ttftMillis,
                (int) (lengths.timesAlone * ((Performance.StepTime) measured.performance()).base()));
        double expected = rate(measured, shape, objectives).requestsPerSecond();
        List<ReplicaLoad> loads = new ReplicaLoads(engine, REPLICAS, START, new SplittableRandom(7))
                .over(
                        SECONDS,
                        new DrawnArrivals(
                                at -> load * REPLICAS * expected,
                                lengths.lengths,
                                1,
                                SECONDS,
                                new SplittableRandom(11)));
        LearntCapacity learnt = new LearntCapacity(priors(engine, lengths, from));
        learnt.observe(loads, replica -> from.equals("nothing") ? Optional.empty() : Optional.of(engine.hardware()));
        double inFlight = 16;
        CapacityBelief.OfHardware belief = learnt.belief(new Point(shape, inFlight)).next().orElseThrow();
        for (int i = 0; i < 2; i++) {
            inFlight = rate(belief.profile(), shape, objectives).concurrency();
            belief = learnt.belief(new Point(shape, inFlight)).next().orElseThrow();
        }
        double found = rate(belief.profile(), shape, objectives).requestsPerSecond();
        String line = String.format(
                Locale.ROOT,
                "%-24s %-13s %.1f %-15s %-8s %.3f %6.2f/%6.2f = %.3f  n %.0f  %s",
                engine.name(),
                lengths.name,
                load,
                from,
                belief.trust().word(),
                belief.error(),
                found,
                expected,
                found / expected,
                inFlight,
                rate(belief.profile(), shape, objectives).boundBy() + "/" + rate(measured, shape, objectives).boundBy()+String.format(" %.0f ",rate(measured, shape, objectives).concurrency())+ belief.profile().performance().toString().replaceAll("[a-zA-Z]+=","") + measured.performance().toString().replaceAll("[a-zA-Z]+=",""));
        System.out.println(line);
        if (Math.abs(found / expected - 1) > 0.15) {
            off.add(line);
        }
    }

    private static Priors priors(EngineModel engine, Lengths lengths, String from) {
        return switch (from) {
            case "slow" -> new Priors(Optional.of(profile(engine, lengths, Belief.TOO_SLOW)), Optional.empty());
            case "fast" -> new Priors(Optional.of(profile(engine, lengths, Belief.TOO_FAST)), Optional.empty());
            case "name" -> new Priors(Optional.empty(), Optional.of(engine.name()));
            default -> Priors.NONE;
        };
    }

    private static TrafficShape shape(EngineModel engine, Lengths lengths) {
        return new TrafficShape(
                lengths.input,
                lengths.input * (1 - engine.prefixHitShare()),
                lengths.output,
                TrafficShape.Arrivals.POISSON);
    }

    private static ReplicaCapacity rate(ServingProfile profile, TrafficShape shape, List<Objective> objectives) {
        CapacityModel model = CapacityModel.of(profile);
        return objectives.stream()
                .map(objective -> model.capacityFor(shape, objective).fold(capacity -> capacity, impossible -> {
                    throw new AssertionError(impossible.sentence());
                }))
                .min(Comparator.comparingDouble(ReplicaCapacity::requestsPerSecond))
                .orElseThrow();
    }

    private static ServingProfile profile(EngineModel engine, Lengths lengths, Belief belief) {
        String text = belief.profileOf(engine, new SetUp.TrainingWindow(20, 60, lengths.input, lengths.output), 1)
                .orElseThrow();
        return ServingProfileReader.read(text, new DocumentName("lab", "profile"))
                .fold(Parsed.Valid::value, invalid -> {
                    throw new AssertionError(invalid.sentence());
                });
    }

    private static List<Objective> promise(int ttftMillis, int itlMillis) {
        return List.of(
                new Objective(Signal.TTFT, 95, Duration.ofMillis(ttftMillis)),
                new Objective(Signal.ITL, 95, Duration.ofMillis(itlMillis)));
    }
}
