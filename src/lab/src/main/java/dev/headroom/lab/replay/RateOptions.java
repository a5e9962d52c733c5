// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.command.Range;
import dev.headroom.lab.days.DayFigures;
import dev.headroom.lab.days.DayLoad;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateFile;
import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.RequestList;
import dev.headroom.lab.traffic.TraceFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a day that is drawn from a file of rates. */
final class RateOptions {
    private static final double MOST_PEAK = 1000;
    private static final int MOST_PER_SECOND = 1_000_000;
    private static final int MOST_LIVED_HOURS = 168;
    private static final int SECONDS_AN_HOUR = 3600;
    /** The longest prompt and answer that a server is asked to hold, as a share of its cache. */
    private static final double LONGEST_SHARE_OF_CACHE = 0.25;

    @Option(
            names = "--rates",
            paramLabel = "FILE",
            required = true,
            description = "Draws arrivals at a file's rates instead of --trace: CSV with t_s and rps, gzipped or not.")
    private Path rates;

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            required = true,
            description = "With --rates: the trace whose requests' lengths are drawn.")
    private Path tokens;

    @Option(
            names = "--peak",
            paramLabel = "R",
            description = "With --rates: scales them so that the busiest half hour needs R replicas by the load test.")
    private @Nullable Double peak;

    @Option(
            names = "--lived",
            paramLabel = "HOURS",
            description = "With --rates: hours before --from that are planned and not scored (default: 24).")
    private double lived = 24;

    /** Cheap checks, before a large file is read. */
    void check() {
        InputFile.existing("--rates", rates);
        InputFile.existing("--tokens", tokens);
        if (peak != null) {
            Range.checkAboveZero("--peak", peak, MOST_PEAK);
        }
        Range.check("--lived", lived, 0, MOST_LIVED_HOURS);
    }

    /**
     * Draws the day.
     *
     * @param cut of the file's time: without a beginning it begins after the lived hours; its scale counts unless a peak was asked for
     * @param engine that serves it
     * @param promise of each request
     */
    ReplayedTraffic traffic(ReplayedTraffic.Cut cut, EngineModel engine, Promise promise) {
        RateFile read = RateFile.read(rates);
        int livedSeconds = (int) Math.round(lived * SECONDS_AN_HOUR);
        int begin = cut.from().orElse(livedSeconds);
        int end = (int) Math.min(cut.to().orElse(Integer.MAX_VALUE), read.spanSeconds());
        BadInputException.unless(
                begin >= livedSeconds && begin < end,
                "--from must leave --lived before it and be before --to, was " + begin + " s with " + livedSeconds
                        + " s before it and " + end + " s");
        int longest = (int) Math.min(
                Integer.MAX_VALUE, LONGEST_SHARE_OF_CACHE * engine.limits().kvTokens());
        RequestList lengths = TraceFile.read(tokens).clipped(longest, longest);
        double busiest = read.rates().without(begin).peakPerSecond(end - begin, DayFigures.BLOCK_SECONDS);
        BadInputException.unless(busiest > 0, "--rates " + rates + " has no request from --from to --to");
        double scale = peak == null
                ? cut.scale()
                : peak
                        * new LoadTests(cut.seed())
                                .of(engine, TokenMix.of(lengths), promise)
                                .ratePerSecond()
                        / busiest;
        BadInputException.unless(
                busiest * scale <= MOST_PER_SECOND,
                "--rates " + rates + " comes to " + busiest * scale + " requests/s, at most " + MOST_PER_SECOND
                        + " are drawn");
        RateShape shape =
                read.ratesWithMinutes(cut.seed()).without(begin - livedSeconds).times(scale);
        DayLoad day = DayLoad.drawn(shape, LengthShapes.resampled(lengths), livedSeconds, end - begin, cut.seed());
        return ReplayedTraffic.of(String.valueOf(rates.getFileName()), begin, day);
    }
}
