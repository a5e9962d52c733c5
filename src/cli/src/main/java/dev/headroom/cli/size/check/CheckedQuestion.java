// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.check;

import dev.headroom.cli.init.UseClass;
import dev.headroom.cli.size.answer.HardwareComparison;
import dev.headroom.cli.size.hardware.CatalogueReader;
import dev.headroom.cli.size.question.SizingQuestion;
import dev.headroom.cli.size.question.SizingReader;
import dev.headroom.cli.size.question.TokenLengths;
import dev.headroom.lab.days.PlayedDay;
import dev.headroom.lab.days.RequestFigures;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A question about a day that is known: its rates and lengths as a log of requests shows them, and the profile that a load test gives.
 *
 * @param day id of the day
 * @param pattern that a person would name for it
 * @param engine that serves it
 * @param promise in the language of presets
 */
record CheckedQuestion(String day, String pattern, String engine, UseClass promise) {
    private static final int PERCENTILE = 95;
    /** Any will do to learn the lengths of the day's answers, of which the preset's limits depend. */
    private static final Promise ANY = new Promise(1, 1, 1);

    /** Short and unique. */
    String name() {
        return day + " " + promise.word();
    }

    /**
     * Asks, and plays the day.
     *
     * @param size of the day
     */
    CheckedAnswer answer(Optional<Path> traces, DaySize size) {
        RequestFigures lengths = played(traces, size, ANY).requests();
        SizingQuestion before = question(lengths);
        PlayedDay played = played(traces, size, limits(before.promise().objectives()));
        RequestFigures requests = played.requests();
        SizingQuestion question = question(requests);
        HardwareComparison compared =
                HardwareComparison.of(question, CatalogueReader.shipped(), List.of(profile(played.profile())));
        if (compared.lines().isEmpty()) {
            return new CheckedAnswer(this, requests, Optional.empty(), played.mostOfStaircase(), Optional.empty());
        }
        int replicas = compared.lines()
                .get(0)
                .fleet(compared.workload().peakRequestsPerSecond())
                .replicas();
        return new CheckedAnswer(
                this,
                requests,
                Optional.of(replicas),
                played.mostOfStaircase(),
                Optional.of(played.standing(replicas)));
    }

    /**
     * How large a day is.
     *
     * @param hours that count; 0 for all
     * @param peak replicas that its busiest half hour needs by a load test
     * @param seed of all chance
     */
    record DaySize(int hours, int peak, long seed) {}

    private PlayedDay played(Optional<Path> traces, DaySize size, Promise limits) {
        return PlayedDay.of(
                traces, new PlayedDay.Asked(day, engine, size.hours(), size.peak(), limits, PERCENTILE, size.seed()));
    }

    private SizingQuestion question(RequestFigures requests) {
        return valid("the question about " + name(), SizingReader.read(text(requests)));
    }

    /** As a person would write it down. */
    private String text(RequestFigures requests) {
        return String.format(
                Locale.ROOT,
                """
                apiVersion: headroom.dev/v1
                name: %s
                pattern: %s
                load: { requestsPerSecond: %.4f, peakFactor: %.3f, burstSeconds: %.3f }
                tokens: { input: %.1f, inputP95: %.0f, output: %.1f, outputP95: %.0f }
                promise: %s
                """,
                day,
                pattern,
                requests.perSecond(),
                requests.busiestMinutePerSecond() / requests.perSecond(),
                requests.burstSeconds(),
                requests.input().mean(),
                highest(requests.input()),
                requests.output().mean(),
                highest(requests.output()),
                promise.word());
    }

    /** A question takes no more, for no log-normal length has it; and no less than the mean. The text rounds the mean. */
    private static double highest(RequestFigures.Lengths lengths) {
        return Math.max(
                Math.ceil(lengths.mean()),
                Math.min(lengths.p95(), Math.floor(TokenLengths.MOST_OVER_MEAN * lengths.mean()) - 1));
    }

    private static Promise limits(List<Objective> objectives) {
        return new Promise(
                limit(objectives, Signal.TTFT), limit(objectives, Signal.ITL), limit(objectives, Signal.E2E));
    }

    private static double limit(List<Objective> objectives, Signal signal) {
        return objectives.stream()
                .filter(objective -> objective.signal() == signal)
                .mapToDouble(Objective::limitSeconds)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static ServingProfile profile(String text) {
        return valid("the load test's profile", ServingProfileReader.read(text, new DocumentName("lab", "load-test")));
    }

    private static <T> T valid(String what, Parsed<T> parsed) {
        return parsed.fold(Parsed.Valid::value, invalid -> {
            throw new IllegalStateException(what + " is not valid: " + invalid.sentence());
        });
    }
}
