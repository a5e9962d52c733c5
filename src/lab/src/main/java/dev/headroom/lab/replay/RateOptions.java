// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.days.DayFigures;
import dev.headroom.lab.days.DayLoad;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.headroom.HeadroomOptions;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateFile;
import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.RequestList;
import dev.headroom.lab.traffic.TraceFile;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options of a day that is drawn from a file of rates. */
final class RateOptions {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}(?:\\.[0-9]{1,6})?");
    private static final double MOST_PEAK = 1000;
    private static final int MOST_PER_SECOND = 1_000_000;
    private static final int MOST_LIVED_HOURS = 168;
    private static final double MOST_PLAN_EVERY_SECONDS = 60;
    private static final double DAY_PLAN_EVERY_SECONDS = 5;
    private static final int SECONDS_AN_HOUR = 3600;
    /** The longest prompt and answer that a server is asked to hold, as a share of its cache. */
    private static final double LONGEST_SHARE_OF_CACHE = 0.25;

    @Option(
            names = "--rates",
            paramLabel = "FILE",
            description = "Draws arrivals at a file's rates instead of --trace: CSV with t_s and rps, gzipped or not.")
    private String rates = "";

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description = "With --rates: the trace whose requests' lengths are drawn.")
    private String tokens = "";

    @Option(
            names = "--peak",
            paramLabel = "R",
            description = "With --rates: scales them so that the busiest half hour needs R replicas by the load test.")
    private String peak = "";

    @Option(
            names = "--lived",
            paramLabel = "HOURS",
            description = "With --rates: hours before --from that are planned and not scored. Default: 24.")
    private String lived = "24";

    @Option(
            names = "--plan-every",
            paramLabel = "SECONDS",
            description = "Pause between two rounds of planning. Default: 1, and with --rates 5.")
    private String planEvery = "";

    /** Between two rounds of planning: of a day fewer, for they are half of what it takes. */
    double planEverySeconds() {
        if (planEvery.isEmpty()) {
            return given() ? DAY_PLAN_EVERY_SECONDS : HeadroomOptions.PLAN_EVERY_SECONDS;
        }
        return number("--plan-every", planEvery, MOST_PLAN_EVERY_SECONDS, false);
    }

    /** Whether a day is drawn at all. */
    boolean given() {
        return !rates.isEmpty();
    }

    /** The largest number of replicas at its busiest; empty where the rates are taken as they are. */
    OptionalDouble peak() {
        if (peak.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number("--peak", peak, MOST_PEAK, false));
    }

    /** Cheap checks, before a large file is read. */
    void check() {
        if (!given()) {
            if (!tokens.isEmpty() || !peak.isEmpty()) {
                throw new BadInputException("--tokens and --peak need --rates");
            }
            return;
        }
        ReplayFiles.existing("--rates", rates);
        ReplayFiles.existing("--tokens", tokens);
        peak();
        number("--lived", lived, MOST_LIVED_HOURS, true);
    }

    /**
     * Draws the day.
     *
     * @param from of the file's time; empty begins after the lived hours
     * @param to empty for the file's end
     * @param times the file's rates, unless a peak was asked for
     */
    Traffic traffic(Chosen chosen, OptionalInt from, OptionalInt to, double times, long seed) {
        Path file = ReplayFiles.existing("--rates", rates);
        RateFile read = RateFile.read(file);
        int livedSeconds = (int) Math.round(number("--lived", lived, MOST_LIVED_HOURS, true) * SECONDS_AN_HOUR);
        int begin = from.orElse(livedSeconds);
        int end = (int) Math.min(to.orElse(Integer.MAX_VALUE), read.spanSeconds());
        if (begin < livedSeconds || begin >= end) {
            throw new BadInputException("--from must leave --lived before it and be before --to, was " + begin
                    + " s with " + livedSeconds + " s before it and " + end + " s");
        }
        int longest = (int) Math.min(
                Integer.MAX_VALUE,
                LONGEST_SHARE_OF_CACHE * chosen.engine().limits().kvTokens());
        RequestList lengths =
                TraceFile.read(ReplayFiles.existing("--tokens", tokens)).clipped(longest, longest);
        double scale = scale(read.rates().without(begin), end - begin, chosen, lengths, times, seed);
        RateShape shape =
                read.ratesWithMinutes(seed).without(begin - livedSeconds).times(scale);
        DayLoad day = DayLoad.drawn(shape, LengthShapes.resampled(lengths), livedSeconds, end - begin, seed);
        return Traffic.of(String.valueOf(file.getFileName()), begin, day);
    }

    private double scale(RateShape rates, int seconds, Chosen chosen, RequestList lengths, double times, long seed) {
        double busiest = rates.peakPerSecond(seconds, DayFigures.BLOCK_SECONDS);
        if (!(busiest > 0)) {
            throw new BadInputException("--rates " + this.rates + " has no request from --from to --to");
        }
        double scale = peak().isEmpty()
                ? times
                : peak().getAsDouble()
                        * new LoadTests(seed)
                                .of(chosen.engine(), TokenMix.of(lengths), chosen.promise())
                                .ratePerSecond()
                        / busiest;
        if (busiest * scale > MOST_PER_SECOND) {
            throw new BadInputException("--rates " + this.rates + " comes to " + busiest * scale
                    + " requests/s, at most " + MOST_PER_SECOND + " are drawn");
        }
        return scale;
    }

    /**
     * What sizes a day.
     *
     * @param engine that serves it
     * @param promise of each request
     */
    record Chosen(EngineModel engine, Promise promise) {}

    private static double number(String option, String text, double most, boolean zero) {
        boolean form = NUMBER.matcher(text).matches();
        double value = form ? Double.parseDouble(text) : -1;
        if (!form || value > most || (value == 0 && !zero)) {
            throw new BadInputException(option + " must be a number " + (zero ? "from 0 to " : "above 0 and at most ")
                    + (long) most + ", was '" + text + "'");
        }
        return value;
    }
}
