// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.demo;

import dev.headroom.lab.command.OutputForm;
import dev.headroom.lab.command.Range;
import dev.headroom.lab.demo.DemoOptions;
import dev.headroom.lab.demo.DemoRun;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.service.Installation;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code headroom demo}. */
@Command(
        name = "demo",
        description = {
            "Runs everything on this machine: a Kafka broker, the service, simulated vLLM replicas, and a client that"
                    + " acts as KEDA and the HPA.",
            "It tells a story: a quiet morning, a climb, a peak, a bad edit of a promise, Kafka away, a spike, the evening."
                    + " At each chapter it prints the answer of the service with its reasons.",
            "The story takes minutes times speed, at least 55 virtual minutes: Headroom holds each need for 15 min.",
            "Without --minutes it takes 6 minutes at speed 10, then the demo goes on live until Ctrl-C."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every record was read, each chapter went as told, the replicas rose at least threefold and came back, attainment"
                    + " is 0.95 or more",
            "1:one of these failed, and a sentence says which",
            "2:the command line is wrong"
        })
public final class DemoCommand implements Callable<Integer> {
    /** Faster than this one core does not keep up with ten replicas. */
    private static final double HIGHEST_SPEED = 60;
    /** Kafka keeps records for a week, and the run begins minutes times speed before its end. */
    private static final double LONGEST_VIRTUAL_MINUTES = 6 * 24 * 60;

    private static final double TENTHS = 10;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "Ends by itself after M real minutes, with a summary and an exit code.")
    private @Nullable Double minutes;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "10",
            description = "Virtual seconds a real second (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(names = "--headless", description = "Plain lines, no colour.")
    private boolean headless;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table or json: the summary as JSON on standard output (default: ${DEFAULT-VALUE}).")
    private OutputForm output;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "Replays arrivals from a CSV file with the columns arrival_s, input_tokens and output_tokens, JSON lines with"
                            + " these names, or a dump of your own topics. The story is left out.")
    private @Nullable Path trace;

    @Override
    public Integer call() throws Exception {
        return new DemoRun(options(), Installation.ofThisProcess().serviceJar()).call();
    }

    DemoOptions options() {
        Range.check("--speed", speed, 1, HIGHEST_SPEED);
        if (minutes != null) {
            checkLength(minutes);
        }
        DemoOptions options = new DemoOptions(
                minutes == null ? OptionalDouble.empty() : OptionalDouble.of(minutes),
                speed,
                !headless && output == OutputForm.TABLE && Terminal.wantsColour(),
                output == OutputForm.JSON,
                Optional.empty());
        return trace == null ? options : options.replaying(trace);
    }

    private void checkLength(double asked) {
        Range.checkAboveZero("--minutes", asked, Double.POSITIVE_INFINITY);
        BadInputException.unless(
                asked * speed <= LONGEST_VIRTUAL_MINUTES,
                "--minutes times --speed must be at most 8640 virtual minutes, was " + asked * speed);
        double least = DemoOptions.shortestStoryMinutes() / speed;
        BadInputException.unless(
                trace != null || asked >= least,
                String.format(
                        Locale.ROOT,
                        "--minutes must be at least %.1f at --speed %.1f, was %.1f: the story needs %d virtual minutes",
                        roundedUp(least),
                        speed,
                        asked,
                        DemoOptions.shortestStoryMinutes()));
    }

    /** To a tenth, so that the number in the sentence is enough. */
    private static double roundedUp(double minutes) {
        return Math.ceil(minutes * TENTHS) / TENTHS;
    }
}
