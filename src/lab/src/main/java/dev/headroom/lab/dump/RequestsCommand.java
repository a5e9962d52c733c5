// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import dev.headroom.lab.HeadroomVersion;
import dev.headroom.lab.traffic.BadTraceException;
import dev.headroom.lab.traffic.RequestList;
import dev.headroom.lab.traffic.TraceWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom requests}: of all that a dump holds, only when requests came and how long they were. */
@Command(
        name = "requests",
        description = {
            "Writes the requests of a dump as CSV: arrival_s, input_tokens, output_tokens, and nothing else.",
            "That file is what to keep and to share: it holds no names, no ids and no dates."
        },
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class)
public final class RequestsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A dump, or any other trace.")
    private Path file;

    @Option(names = "--model", paramLabel = "NAME", description = "Of a dump, only this model's requests.")
    private @Nullable String model;

    @Option(
            names = "--out",
            paramLabel = "CSV",
            required = true,
            description = "Where to; gzipped if it ends with .gz.")
    private Path out;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public RequestsCommand() {}

    @Override
    public Integer call() throws IOException {
        if (Files.exists(out)) {
            throw wrong("--out must not exist yet, was '" + out + "'");
        }
        TraceSource.Trace trace = opened();
        TraceWriter.write(trace.requests(), out);
        report(spec.commandLine().getOut(), trace);
        return 0;
    }

    private TraceSource.Trace opened() {
        try {
            return TraceSource.open(file, Optional.ofNullable(model));
        } catch (BadTraceException bad) {
            throw wrong(String.valueOf(bad.getMessage()));
        }
    }

    private static void report(PrintWriter to, TraceSource.Trace trace) {
        trace.note().ifPresent(to::println);
        RequestList requests = trace.requests();
        to.printf(
                Locale.ROOT,
                "%d requests in %.0f s, %.2f/s, at most %.2f/s over 5 min; tokens in %.0f, out %.0f%n",
                requests.size(),
                requests.spanSeconds(),
                requests.meanPerSecond(),
                requests.peakPerSecond(300),
                requests.meanInputTokens(),
                requests.meanOutputTokens());
        to.flush();
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
