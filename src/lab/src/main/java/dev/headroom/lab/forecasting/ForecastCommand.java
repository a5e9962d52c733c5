// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.forecasting;

import dev.headroom.lab.HeadroomVersion;
import dev.headroom.lab.traffic.RateFile;
import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.TraceFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom forecast}. */
@Command(
        name = "forecast",
        description = {
            "How good forecasts are on recorded rates, against expecting the last value: mean pinball loss over the quantiles"
                    + " 0.5, 0.75, 0.9, 0.95 and 0.99, and how often the rate stayed within the 0.9 and 0.99 quantiles."
        },
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class)
public final class ForecastCommand implements Callable<Integer> {
    private static final int MOST_SECONDS = 30 * 86_400;
    private static final double PERCENT = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rates",
            paramLabel = "FILE",
            required = true,
            arity = "1..*",
            description = "Files of rates (t_s,rps) or of requests (arrival_s,input_tokens,output_tokens).")
    private List<Path> files;

    @Option(
            names = "--horizon",
            paramLabel = "DURATION",
            split = ",",
            defaultValue = "PT2M,PT5M",
            description = "How far ahead (default: ${DEFAULT-VALUE}).")
    private List<Duration> horizons;

    @Option(
            names = "--mean",
            paramLabel = "RATE",
            defaultValue = "40",
            description = "Requests/s that a file of rates is scaled to, in the mean (default: ${DEFAULT-VALUE}).")
    private double mean;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the arrivals drawn at a file's rates (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public ForecastCommand() {}

    @Override
    public Integer call() {
        require(mean > 0, "--mean must be above 0, was " + mean);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%-34s %7s %7s %9s %9s %6s %6s   %s%n",
                "file",
                "horizon",
                "of last",
                "at 0.9",
                "loss",
                "0.9",
                "0.99",
                "believed");
        for (Path file : files) {
            for (Duration horizon : horizons) {
                require(horizon.toSeconds() > 0, "--horizon must be at least a second, was " + horizon);
                out.print(row(file, horizon));
                out.flush();
            }
        }
        return 0;
    }

    private String row(Path file, Duration horizon) {
        ForecastTrial trial = trial(file, horizon);
        trial.run();
        Verdict contest = trial.ofContest();
        Verdict lastValue = trial.ofLastValue();
        String believed = contest.methods().entrySet().stream()
                .map(method -> String.format(Locale.ROOT, "%s %.0f %%", method.getKey(), PERCENT * method.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%-34s %7s %7.3f %9.3f %9.3f %6.3f %6.3f   %s%n",
                String.valueOf(file.getFileName()).replace(".csv.gz", ""),
                horizon.toSeconds() + " s",
                contest.loss() / lastValue.loss(),
                contest.upperLoss() / lastValue.upperLoss(),
                contest.loss(),
                contest.within90(),
                contest.within99(),
                believed);
    }

    private ForecastTrial trial(Path file, Duration horizon) {
        if (TraceFile.isNamedLikeOne(file)) {
            return new ForecastTrial(CountedArrivals.of(TraceFile.read(file)), Optional.empty(), horizon);
        }
        RateFile recorded = RateFile.read(file);
        int seconds = (int) Math.min(MOST_SECONDS, recorded.spanSeconds());
        RateShape full = recorded.ratesWithMinutes(seed);
        RateShape rates = full.times(mean / meanOf(full, seconds));
        return new ForecastTrial(CountedArrivals.drawn(rates, seconds, seed), Optional.of(rates), horizon);
    }

    private static double meanOf(RateShape rates, int seconds) {
        double sum = 0;
        int minutes = Math.max(1, seconds / 60);
        for (int minute = 0; minute < minutes; minute++) {
            sum += rates.perSecond(60.0 * minute);
        }
        return sum / minutes;
    }

    private void require(boolean rule, String sentence) {
        if (!rule) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
