// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.scaler.capacity.CapacityBelief.Trust;
import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ShippedPrior;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Where learning begins.
 *
 * @param profile that somebody measured
 * @param model name of the model that is served, which may tell its size
 */
public record Priors(Optional<ServingProfile> profile, Optional<String> model) {
    /** Nobody measured anything, and the model has no telling name. */
    public static final Priors NONE = new Priors(Optional.empty(), Optional.empty());

    /** A load test of the same class of hardware: spreads of the common factor and of each coefficient's own. */
    private static final double MEASURED_COMMON = 0.25;

    private static final double MEASURED_OWN = 0.15;

    /** A load test on another GPU, scaled by what makers state of both. */
    private static final double SCALED_COMMON = 0.4;

    private static final double SCALED_OWN = 0.25;

    /** GPU and size of the model are known. */
    private static final double SHIPPED_COMMON = 0.4;

    private static final double SHIPPED_OWN = 0.4;

    /** One of them is guessed: sizes from 1e9 to 7e10, GPUs from L4 to B200 lie within two of these. */
    private static final double GUESSED_COMMON = 1.0;

    private static final double GUESSED_OWN = 0.6;
    private static final double MILLIS = 1000;

    /** What is believed at first of replicas on such hardware. */
    Prior of(Optional<String> hardware) {
        return profile.map(measured -> ofProfile(measured, hardware))
                .orElseGet(() -> ofShipped(ShippedPrior.of(hardware, model, OptionalInt.empty())));
    }

    private static Prior ofShipped(ShippedPrior shipped) {
        boolean known = shipped.hardwareKnown() && shipped.sizeKnown();
        return new Prior(
                shipped.profile(),
                shipped.stepTime(),
                Trust.PRIOR,
                known ? SHIPPED_COMMON : GUESSED_COMMON,
                known ? SHIPPED_OWN : GUESSED_OWN);
    }

    private Prior ofProfile(ServingProfile measured, Optional<String> hardware) {
        Performance.StepTime coefficients =
                measured.performance().fold(table -> ofTable(table, measured), stepTime -> stepTime);
        boolean other = hardware.flatMap(here -> ShippedPrior.sameGpu(here, measured.hardware()))
                .map(same -> !same)
                .orElse(false);
        if (!other) {
            return new Prior(measured, coefficients, Trust.PROFILE, MEASURED_COMMON, MEASURED_OWN);
        }
        OptionalInt gpus = OptionalInt.of(measured.gpus());
        ShippedPrior there = ShippedPrior.of(Optional.of(measured.hardware()), model, gpus);
        ShippedPrior here = ShippedPrior.of(hardware, model, gpus);
        Performance.StepTime scaled = scaled(coefficients, there.stepTime(), here.stepTime());
        ServingProfile.EngineLimits limits = new ServingProfile.EngineLimits(
                measured.engine().tensorParallel(),
                measured.engine().maxSequences(),
                here.profile().engine().kvTokens(),
                measured.engine().chunkTokens());
        ServingProfile profileHere =
                new ServingProfile(measured.name(), here.profile().hardware(), measured.gpus(), limits, scaled);
        return new Prior(profileHere, scaled, Trust.PRIOR, SCALED_COMMON, SCALED_OWN);
    }

    private static Performance.StepTime scaled(
            Performance.StepTime measured, Performance.StepTime there, Performance.StepTime here) {
        return new Performance.StepTime(
                measured.base() * here.base() / there.base(),
                measured.perSequence() * here.perSequence() / there.perSequence(),
                measured.perContextToken() * here.perContextToken() / there.perContextToken(),
                measured.perPrefillToken() * here.perPrefillToken() / there.perPrefillToken(),
                measured.mixedExtra() * here.mixedExtra() / there.mixedExtra(),
                measured.mixedPerContextToken() * here.mixedPerContextToken() / there.mixedPerContextToken());
    }

    /** Each row of a table is a sight, of which the shipped prior makes a step time. */
    private Performance.StepTime ofTable(Performance.MeasuredTable table, ServingProfile measured) {
        ShippedPrior shipped =
                ShippedPrior.of(Optional.of(measured.hardware()), model, OptionalInt.of(measured.gpus()));
        ServingProfile limited = new ServingProfile(
                measured.name(), measured.hardware(), measured.gpus(), measured.engine(), shipped.stepTime());
        LearntEngine engine =
                new LearntEngine(new Prior(limited, shipped.stepTime(), Trust.PRIOR, GUESSED_COMMON, GUESSED_OWN));
        for (Performance.Point point : table.points()) {
            double itl = point.itl().isPresent()
                    ? point.itl().getAsDouble()
                    : point.endToEnd(table.outputTokens()).orElse(0) / Math.max(1, table.outputTokens());
            if (itl > 0) {
                engine.believe(sightOf(table, point, itl));
            }
        }
        return engine.coefficients();
    }

    private static Sight sightOf(Performance.MeasuredTable table, Performance.Point point, double itl) {
        double requestSeconds = point.ttft().orElse(0) + itl * table.outputTokens();
        return new Sight(
                Instant.EPOCH,
                point.concurrency() / (requestSeconds * MILLIS),
                OptionalDouble.empty(),
                table.inputTokens(),
                table.inputTokens(),
                table.outputTokens(),
                itl * MILLIS,
                point.ttft().isPresent()
                        ? OptionalDouble.of(point.ttft().getAsDouble() * MILLIS)
                        : OptionalDouble.empty(),
                1);
    }
}
