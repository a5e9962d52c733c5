// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.slo.Objective;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom profile diff}. */
@Command(
        name = "diff",
        description =
                "Compares two serving profiles: highest rate, knee, capacity under promises, and latencies at common rates.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:both profiles are valid", "2:an option or a profile is wrong"})
final class ProfileDiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "BEFORE", description = "The file of a serving profile.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "The file of another one.")
    private Path after = Path.of("");

    @Option(
            names = "--input-tokens",
            paramLabel = "N",
            description = "Prompt tokens of a request. Default: those of BEFORE's table.")
    private @Nullable Double inputTokens;

    @Option(
            names = "--output-tokens",
            paramLabel = "N",
            description = "Generated tokens of a request. Default: those of BEFORE's table.")
    private @Nullable Double outputTokens;

    @Option(
            names = "--percentile",
            paramLabel = "P",
            defaultValue = "95",
            description = "Percentile of the latencies (default: ${DEFAULT-VALUE}).")
    private double percentile = 95;

    @Option(
            names = "--objective",
            paramLabel = "SIGNAL:pP:LIMIT",
            description = "Also compares the capacity under this promise, as e2e:p95:5s. May be repeated.")
    private List<Objective> promises = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ServingProfile one = GivenProfile.read("BEFORE", before);
        ServingProfile other = GivenProfile.read("AFTER", after);
        StatedLengths lengths = GivenProfile.lengths(one, inputTokens, outputTokens);
        double wanted = GivenProfile.percentile(percentile);
        spec.commandLine()
                .getOut()
                .println(CurveComparison.of(
                        ReplicaCurve.of(one, lengths, wanted), ReplicaCurve.of(other, lengths, wanted), promises));
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
