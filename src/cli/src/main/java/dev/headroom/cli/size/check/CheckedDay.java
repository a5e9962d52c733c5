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
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A day of the lab that sizings are asked about: with its rates and lengths as a log of requests shows them, and with the profile that a
 * load test gives.
 *
 * @param day its id
 * @param pattern that a person would name for it
 * @param engine that serves it
 */
record CheckedDay(String day, String pattern, String engine) {
    /** The languages of promise that are asked for. */
    static final List<UseClass> PROMISES = List.of(UseClass.CONVERSATIONAL, UseClass.INTERACTIVE, UseClass.DEFERRED);

    /** The day has the size at which a load test under this promise needs a number of replicas. */
    private static final UseClass SIZED_BY = UseClass.DEFERRED;

    private static final int PERCENTILE = 95;
    /** Enough to learn how long the day's answers are, by which the limits of a preset go. */
    private static final Promise UNLIMITED = new Promise(BySignal.of(signal -> Double.POSITIVE_INFINITY));

    /**
     * How large a day is.
     *
     * @param hours that count; 0 for all
     * @param peak replicas that its busiest half hour needs by a load test under the loosest promise
     * @param seed of all chance
     */
    record DaySize(int hours, int peak, long seed) {}

    /** Asks once for each promise, all about the same requests, and plays the day. */
    List<CheckedAnswer> answers(Optional<Path> traces, DaySize size) {
        PlayedDay.Asked asked = new PlayedDay.Asked(day, engine, size.hours(), PERCENTILE, size.seed());
        RequestFigures lengths =
                PlayedDay.of(traces, asked, UNLIMITED, size.peak()).requests();
        PlayedDay sized = PlayedDay.of(traces, asked, limits(question(lengths, SIZED_BY)), size.peak());
        RequestFigures requests = sized.requests();
        return PROMISES.stream()
                .map(promise -> answer(sized, requests, promise))
                .toList();
    }

    private CheckedAnswer answer(PlayedDay sized, RequestFigures requests, UseClass promise) {
        SizingQuestion question = question(requests, promise);
        PlayedDay played = sized.promising(limits(question));
        HardwareComparison compared =
                HardwareComparison.of(question, CatalogueReader.shipped(), List.of(profile(played.profile())));
        Optional<Integer> replicas = compared.lines().stream()
                .findFirst()
                .map(line ->
                        line.fleet(compared.workload().peakRequestsPerSecond()).replicas());
        return new CheckedAnswer(
                this,
                promise,
                requests,
                replicas,
                played.mostOfStaircase(),
                played.standing(replicas.orElseGet(played::mostReplicas)));
    }

    private SizingQuestion question(RequestFigures requests, UseClass promise) {
        return valid("the question about " + day, SizingReader.read(text(requests, promise)));
    }

    /** As a person would write it down. */
    private String text(RequestFigures requests, UseClass promise) {
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

    private static Promise limits(SizingQuestion question) {
        return new Promise(
                BySignal.of(signal -> question.promise().limitSeconds(signal).orElse(Double.POSITIVE_INFINITY)));
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
