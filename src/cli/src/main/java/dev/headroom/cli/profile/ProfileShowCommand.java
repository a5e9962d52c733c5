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

/** {@code headroom profile show}. */
@Command(
        name = "show",
        description =
                "The latencies of one replica from a tenth of its highest rate to all of it, and where they bend.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the profile is valid", "2:an option or the profile is wrong"})
final class ProfileShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROFILE", description = "The file of a serving profile.")
    private Path profile = Path.of("");

    @Option(
            names = "--input-tokens",
            paramLabel = "N",
            description = "Prompt tokens of a request. Default: those of the profile's table.")
    private @Nullable Double inputTokens;

    @Option(
            names = "--output-tokens",
            paramLabel = "N",
            description = "Generated tokens of a request. Default: those of the profile's table.")
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
            description = "Also prints the capacity under this promise, as e2e:p95:5s. May be repeated.")
    private List<Objective> promises = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ServingProfile served = GivenProfile.read("PROFILE", profile);
        StatedLengths lengths = GivenProfile.lengths(served, inputTokens, outputTokens);
        ReplicaCurve curve = ReplicaCurve.of(served, lengths, GivenProfile.percentile(percentile));
        spec.commandLine().getOut().println(ProfileCurve.of(curve, promises));
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
